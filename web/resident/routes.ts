import { askRoute, comeRoute, entryRoutes } from '../shared/model/entry';
import type { RouteTable } from '../shared/model/router';

export const routes: RouteTable = [
  ['home', ''],
  ['ring', 'ring'],
  ['ring', 'ring/:procedure'],
  ['message', 'message'],
  ['matters', 'matters'],
  ['matter', 'matter/:matter'],
  ['venues', 'venues'],
  ['venues', 'venues/:venue'],
  ['notices', 'notices'],
  ['digest', 'digest'],
  ['outbox', 'outbox'],
  ['me', 'me'],
  ['kiosk', 'kiosk'],
  ['kiosk', 'kiosk/:matter'],
  ['kioskOff', 'kiosk-off'],
  ['pick', 'communities'],
  ['join', 'join/:community/:key/:seed'],
  comeRoute,
  askRoute,
  ...entryRoutes,
];
