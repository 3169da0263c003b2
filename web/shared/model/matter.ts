// What several screens say of a matter.
import {
  Action_Effect,
  Field_Kind,
  type Action,
  type Field,
  type Pack,
} from '../generated/yiting/v1/pack_pb';
import type { MatterRow, OfferedAction } from '../generated/yiting/v1/view_pb';
import { say, t } from '../texts';

export function titleOf(row: MatterRow): string {
  if (row.title) return row.title;
  if (row.titleErased) return t('erased.title');
  if (row.titleWithheld) return t('matter.withheld');
  return say(row.categoryTitle) || say(row.procedure) || t('matter.untitled');
}

// A rejection names a field by its id; a person knows it by its title.
export function fieldTitle(pack: Pack | null, id: string): string {
  const fields = pack?.procedures.flatMap((one) => [
    ...one.fields,
    ...one.actions.flatMap((action) => action.needs),
    ...one.stages.flatMap((stage) => stage.actions.flatMap((action) => action.needs)),
  ]);
  return say(fields?.find((field) => field.id === id)?.title);
}

// A rating is asked for as stars.
export function isStars(action: Action | undefined, field: Field): boolean {
  return (
    field.kind === Field_Kind.NUMBER && (action?.effects.includes(Action_Effect.RATE) ?? false)
  );
}

// What moves the matter first, then notes, then the nudge.
export function sortOffered(actions: readonly OfferedAction[]): OfferedAction[] {
  const weight = (offered: OfferedAction) => {
    const action = offered.action;
    if (action?.to || action?.outcome) return 0;
    return action?.effects.includes(Action_Effect.NUDGE) ? 2 : 1;
  };
  return [...actions].sort((a, b) => weight(a) - weight(b));
}
