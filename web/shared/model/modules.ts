// Parts of the system that this street does without: nobody is led to them.
import type { Module } from '../generated/yiting/v1/pack_pb';
import type { HomeView } from '../generated/yiting/v1/view_pb';

// Known to be off; what nobody has said yet is on.
export function isOff(home: HomeView | null, module: Module): boolean {
  return home?.off.includes(module) ?? false;
}
