// What the rules say of a place and of a body there: what is held within it, and what those who sit
// in the body may open and do. By titles, because a body's members are shown by theirs.
import type { Action, Pack, Procedure } from '../generated/yiting/v1/pack_pb';
import type { BodyRow, TerritoryView } from '../generated/yiting/v1/view_desk_pb';
import { toHex } from './bytes';

// The kinds of places that lie within one of the kind, itself included: the largest comes first.
export function kindsWithin(territory: TerritoryView, kind: string): string[] {
  const kinds = territory.placeKinds.map((one) => one.id);
  return kind ? kinds.slice(Math.max(0, kinds.indexOf(kind))) : kinds;
}

export interface Power {
  procedure: Procedure;
  opens: boolean;
  actions: Action[];
}

export function powersOf(pack: Pack, territory: TerritoryView, body: BodyRow): Power[] {
  const held = new Set(body.members.map((member) => member.role?.zh));
  const roles = new Set(pack.roles.filter((role) => held.has(role.title?.zh)).map(({ id }) => id));
  const at = territory.places.find((place) => toHex(place.place) === toHex(body.place));
  const kinds = kindsWithin(territory, at?.kind ?? '');
  return pack.procedures
    .filter((one) => !one.within.length || one.within.some((kind) => kinds.includes(kind)))
    .map((procedure) => ({
      procedure,
      opens: procedure.mayOpen.some((one) => one.roles.some((role) => roles.has(role))),
      actions: [...procedure.actions, ...procedure.stages.flatMap((stage) => stage.actions)].filter(
        (action) => action.by.some((by) => roles.has(by)),
      ),
    }))
    .filter((power) => power.opens || power.actions.length);
}
