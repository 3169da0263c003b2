// Forms made from a pack's fields: what a person has filled in, whether it will do, and the Inputs
// and contents that a command carries. Every kind but photos is held as text, so that a draft can
// be kept as it is typed.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { reactive, watch } from 'vue';
import type { DraftContentSchema } from '../generated/yiting/v1/bridge_pb';
import { InputSchema, type Input } from '../generated/yiting/v1/command_pb';
import { Field_Kind, type Field } from '../generated/yiting/v1/pack_pb';
import { forget, recallAll, remember } from '../host/keep';
import type { TextKey } from '../texts';
import { encodeText, fromHex } from './bytes';
import { fromLocalInput } from './time';

export type Value = string | string[] | Uint8Array<ArrayBuffer>;
export type Values = Record<string, Value | undefined>;
export type ContentInit = MessageInitShape<typeof DraftContentSchema>;

// Characters of a text for which the pack sets no limit.
export const textCharsMax = 5000;

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === 'string' ? value.trim() === '' : value.length === 0;
}

export function charsMax(field: Field): number {
  return Number(field.max) || textCharsMax;
}

// Packs call the text that says where something is `place`; null when a form does not ask for it.
export function placeFieldOf(fields: readonly Field[]): Field | null {
  return fields.find((field) => field.id === 'place' && field.kind === Field_Kind.TEXT) ?? null;
}

// What was typed stays; the place that the person took over from a photo comes after it.
export function withPlace(typed: Value | undefined, place: string): string {
  const text = typeof typed === 'string' ? typed.trim() : '';
  return text.includes(place) ? text : `${text} ${place}`.trim();
}

// What must be filled in comes first; otherwise the pack's order.
export function inOrder(fields: readonly Field[]): Field[] {
  return [...fields].sort((a, b) => Number(a.optional) - Number(b.optional));
}

function problemOf(field: Field, value: Value | undefined): TextKey | null {
  if (isEmpty(value)) return field.optional ? null : 'form.missing';
  if (typeof value !== 'string') return null;
  if (field.kind === Field_Kind.NUMBER) {
    const number = Number(value);
    if (!Number.isInteger(number)) return 'form.notNumber';
    const bounded = field.min !== 0n || field.max !== 0n;
    if (bounded && (number < Number(field.min) || number > Number(field.max)))
      return 'form.outOfRange';
  }
  if (field.kind === Field_Kind.INSTANT && fromLocalInput(value) === null) return 'form.notInstant';
  if (field.kind === Field_Kind.TEXT && [...value.trim()].length > charsMax(field))
    return 'form.tooLong';
  return null;
}

// Field id → what is wrong with it; empty when all is well.
export function problemsOf(fields: readonly Field[], values: Values): Record<string, TextKey> {
  const problems: Record<string, TextKey> = {};
  for (const field of fields) {
    const problem = problemOf(field, values[field.id]);
    if (problem) problems[field.id] = problem;
  }
  return problems;
}

// REQUIRES: problemsOf(fields, values) is empty. Sorted as command.proto says.
export function toInputs(
  fields: readonly Field[],
  values: Values,
): { inputs: Input[]; contents: ContentInit[] } {
  const inputs: Input[] = [];
  const contents: ContentInit[] = [];
  const filled = fields.filter((field) => !isEmpty(values[field.id]));
  for (const field of filled.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const value = values[field.id]!;
    inputs.push(create(InputSchema, { field: field.id, value: inputValue(field, value) }));
    if (field.kind === Field_Kind.TEXT || field.kind === Field_Kind.PHOTO) {
      contents.push({
        field: field.id,
        audience: field.audience,
        media: field.kind === Field_Kind.PHOTO ? 'image/jpeg' : 'text/plain',
        data: typeof value === 'string' ? encodeText(value.trim()) : (value as Uint8Array),
      });
    }
  }
  return { inputs, contents };
}

function inputValue(
  field: Field,
  value: Value,
): Input['value'] | MessageInitShape<typeof InputSchema>['value'] {
  switch (field.kind) {
    case Field_Kind.NUMBER:
      return { case: 'number', value: BigInt(String(value)) };
    case Field_Kind.CODE:
    case Field_Kind.CATEGORY:
      return { case: 'code', value: String(value) };
    case Field_Kind.INSTANT:
      return { case: 'instantMs', value: BigInt(fromLocalInput(String(value)) ?? 0) };
    case Field_Kind.UNITS:
      return { case: 'codes', value: { code: [...(value as string[])].sort() } };
    case Field_Kind.MEMBERS:
      return { case: 'members', value: { member: [...(value as string[])].sort().map(fromHex) } };
    case Field_Kind.MATTERS:
      return { case: 'matters', value: { matter: [...(value as string[])].sort().map(fromHex) } };
    case Field_Kind.OPTIONS:
      // As they stand: in a ranking the order is what the ballot says.
      return { case: 'options', value: { option: (value as string[]).map(Number) } };
    case Field_Kind.ROOM:
      return { case: 'room', value: fromHex(String(value)) };
    case Field_Kind.PLACE:
      return { case: 'place', value: fromHex(String(value)) };
    case Field_Kind.PACK:
      return { case: 'pack', value: fromHex(String(value)) };
    default:
      // Filled by the core, which salts and commits to the bytes of the content of this field.
      return { case: 'content', value: { audience: field.audience } };
  }
}

// Values that are kept under `draft/FOLDER/FORM/FIELD` as they are typed. Photos are not kept.
export function useDraft(folder: string, form: string): { values: Values; clear: () => void } {
  const beginning = draftKey(folder, form);
  const values = reactive<Values>(readDraft(folder, form));
  const kept = new Set(Object.keys(values));
  watch(
    values,
    (now) => {
      for (const [field, value] of Object.entries(now)) {
        if (value instanceof Uint8Array) continue;
        if (isEmpty(value)) forget(beginning + field);
        else remember(beginning + field, JSON.stringify(value));
        kept.add(field);
      }
    },
    { flush: 'sync', deep: true },
  );
  const clear = () => {
    for (const field of Object.keys(values)) delete values[field];
    for (const field of kept) forget(beginning + field);
  };
  return { values, clear };
}

export function saveDraft(folder: string, form: string, values: Values): void {
  for (const [field, value] of Object.entries(values)) {
    if (!(value instanceof Uint8Array))
      remember(draftKey(folder, form) + field, JSON.stringify(value));
  }
}

export function readDraft(folder: string, form: string): Values {
  const values: Values = {};
  for (const [field, text] of recallAll(draftKey(folder, form))) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'string' || Array.isArray(value))
        values[field] = value as string | string[];
    } catch {
      forget(draftKey(folder, form) + field);
    }
  }
  return values;
}

function draftKey(folder: string, form: string): string {
  return `draft/${folder}/${form}/`;
}
