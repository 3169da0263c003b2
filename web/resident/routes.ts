import { askRoute, comeRoute, entryRoutes } from '../shared/model/entry';
import { deviceRoute } from '../shared/model/device_code';
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
  ['devices', 'me/phones'],
  ['thisPhone', 'me/this-phone'],
  ['about', 'me/data'],
  ['check', 'check'],
  ['proof', 'proof/:matter'],
  ['kiosk', 'kiosk'],
  ['kiosk', 'kiosk/:matter'],
  ['kioskOff', 'kiosk-off'],
  ['pick', 'communities'],
  ['join', 'join/:community/:key/:seed'],
  deviceRoute,
  comeRoute,
  askRoute,
  ...entryRoutes,
];
