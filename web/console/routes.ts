import { entryRoutes } from '../shared/model/entry';
import type { RouteTable } from '../shared/model/router';

export const routes: RouteTable = [
  ['inbox', ''],
  ['inbox', 'inbox'],
  ['inbox', 'inbox/:matter'],
  ['matters', 'matters'],
  ['matters', 'matters/:matter'],
  ['matters', 'matter/:matter'],
  ['messages', 'messages'],
  ['messages', 'messages/:message'],
  ['members', 'members'],
  ['territory', 'territory'],
  ['territory', 'territory/:body'],
  ['venues', 'venues'],
  ['keyin', 'keyin'],
  ['duty', 'duty'],
  ['digest', 'digest'],
  ['imports', 'imports'],
  ['orders', 'orders'],
  ['metrics', 'metrics'],
  ['rules', 'rules'],
  ['outbox', 'outbox'],
  ['pick', 'communities'],
  ...entryRoutes,
];
