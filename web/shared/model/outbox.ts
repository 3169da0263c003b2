// What was sent from this page, kept until it is looked at, so that a refused or waiting command
// can be opened again as the form that it came from. The outbox itself is the core's.
import type { Pack, Text } from '../generated/yiting/v1/pack_pb';
import { OutboxItem_State, type OutboxItem } from '../generated/yiting/v1/view_pb';
import { forget, recall, remember } from '../host/keep';
import { toHex } from './bytes';
import { saveDraft, type Values } from './form';
import type { Replica } from './replica';

export interface SentNote {
  form: string; // its draft's id
  path: string; // the route that shows the form
  values: Values; // without photos
}

function keyOf(folder: string, commandId: Uint8Array): string {
  return `sent/${folder}/${toHex(commandId)}`;
}

export function noteSent(folder: string, commandId: Uint8Array, note: SentNote): void {
  const texts = Object.entries(note.values).filter(([, value]) => !(value instanceof Uint8Array));
  remember(
    keyOf(folder, commandId),
    JSON.stringify({ ...note, values: Object.fromEntries(texts) }),
  );
}

// Without a note (another tab's page, cleared storage) the texts that the core kept are enough: the
// form is found again by its title.
export function noteFor(folder: string, item: OutboxItem, pack: Pack | null): SentNote | null {
  const kept = recall(keyOf(folder, item.commandId));
  if (kept) return JSON.parse(kept) as SentNote;
  const values = Object.fromEntries(item.texts.map((text) => [text.field, text.text]));
  const titled = (one: { title?: Text }) => one.title?.zh === item.title?.zh;
  if (item.kind === 'book_venue') return { form: 'venue', path: 'venues', values };
  if (item.kind === 'leave_message') return { form: 'message', path: 'message', values };
  if (item.kind === 'open_matter') {
    const procedure = pack?.procedures.find(titled);
    return procedure
      ? { form: `ring-${procedure.id}`, path: `ring/${procedure.id}`, values }
      : null;
  }
  if (item.kind === 'act_on_matter') {
    const all = pack?.procedures.flatMap((one) => [
      ...one.actions,
      ...one.stages.flatMap((stage) => stage.actions),
    ]);
    const action = all?.find(titled);
    const matter = toHex(item.matter);
    return action ? { form: `act-${matter}-${action.id}`, path: `matter/${matter}`, values } : null;
  }
  return null;
}

export function canMend(folder: string, item: OutboxItem, pack: Pack | null): boolean {
  const open = item.state === OutboxItem_State.REFUSED || item.state === OutboxItem_State.WAITING;
  return open && noteFor(folder, item, pack) !== null;
}

// Puts what was written back into its form and takes the command out of the queue.
// Returns the route of the form.
export async function mend(
  replica: Replica,
  folder: string,
  item: OutboxItem,
  pack: Pack | null,
): Promise<string> {
  const note = noteFor(folder, item, pack);
  if (!note) throw new Error('nothing to mend');
  saveDraft(folder, note.form, note.values);
  await putAway(replica, folder, item);
  return note.path;
}

// Withdrawn if it still waits, looked at if it is done or refused.
export async function putAway(replica: Replica, folder: string, item: OutboxItem): Promise<void> {
  if (item.state === OutboxItem_State.WAITING) await replica.withdraw(item.commandId);
  else await replica.seen(item.commandId);
  forget(keyOf(folder, item.commandId));
}
