// A member in words: the name if this device may see it, otherwise the start of the pseudonym.
import type { HeldRole, MemberRow } from '../generated/yiting/v1/view_people_pb';
import { say, t } from '../texts';
import { encodeText, toHex } from './bytes';
import { dateWords } from './time';

export function roleWords(role: HeldRole): string {
  const unit = say(role.unitTitle) || role.unit;
  const title = say(role.title) || role.role;
  return unit ? `${title} · ${unit}` : title;
}

// From when until when, in days.
export function termWords(held: Pick<HeldRole, 'fromMs' | 'untilMs'>): string {
  const from = dateWords(Number(held.fromMs));
  if (held.untilMs === 0n) return t('term.from', { from });
  return t('term.fromTo', { from, until: dateWords(Number(held.untilMs) - 1) });
}

export function nameOf(row: Pick<MemberRow, 'name' | 'member'>): string {
  return row.name || t('member.pseudonym', { id: toHex(row.member).slice(0, 6) });
}

export function memberWords(row: MemberRow): string {
  const roles = row.roles.map(roleWords).join(t('list.comma'));
  return roles ? `${nameOf(row)}${t('list.bracket', { inside: roles })}` : nameOf(row);
}

// A profile content is UTF-8 text: the name in the first line, the room in the second, if given.
export function profileBytes(name: string, room: string): Uint8Array<ArrayBuffer> {
  const lines = [name, room].map((line) => line.replace(/\s+/g, ' ').trim());
  return encodeText(lines.filter(Boolean).join('\n'));
}
