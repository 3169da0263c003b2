// Parameters of the rules as a person changes them: what is typed, whether it will do, and what a
// pack would be told. Everything typed is text, so that a draft can be kept as it is typed.
import { create } from '@bufbuild/protobuf';
import {
  PackBundle_ChoiceSchema,
  Param_Kind,
  type PackBundle_Choice,
  type Param,
} from '../generated/yiting/v1/pack_pb';
import type { PackTermRow, ParamChange } from '../generated/yiting/v1/view_rules_pb';
import { t, type TextKey } from '../texts';
import { toHex } from './bytes';
import type { Values } from './form';

// What a number in a pack may be; a pack's own limits are narrower.
const countMax = 1_000_000;

export interface Amount {
  value: bigint;
  denominator: bigint; // 0 unless it is a ratio
}

export type TypedAmount = { amount: Amount } | { problem: TextKey };

export function isRatio(param: Param): boolean {
  return param.kind === Param_Kind.RATIO;
}

export function isSwitch(param: Param): boolean {
  return param.kind === Param_Kind.SWITCH;
}

// The second half of a ratio is a field of its own.
export function wholeField(param: Param): string {
  return `${param.id}.whole`;
}

function typed(values: Values, field: string, standing: bigint): string {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : String(standing);
}

export function typedPart(param: Param, values: Values): string {
  return typed(values, param.id, param.value);
}

export function typedWhole(param: Param, values: Values): string {
  return typed(values, wholeField(param), param.denominator);
}

function isWhole(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) <= countMax;
}

export function typedAmount(param: Param, values: Values): TypedAmount {
  const part = typedPart(param, values);
  const whole = isRatio(param) ? typedWhole(param, values) : '1';
  if (!isWhole(part) || !isWhole(whole) || whole === '0')
    return { problem: isRatio(param) ? 'rules.notRatio' : 'rules.notWhole' };
  const [value, denominator] = [BigInt(part), BigInt(whole)];
  const scale = isRatio(param) ? 100n : 1n;
  if (value * scale < param.min * denominator || value * scale > param.max * denominator)
    return { problem: isRatio(param) ? 'rules.ratioRange' : 'form.outOfRange' };
  return { amount: { value, denominator: isRatio(param) ? denominator : 0n } };
}

export function paramProblems(
  params: readonly Param[],
  values: Values,
): Partial<Record<string, TextKey>> {
  const problems: Partial<Record<string, TextKey>> = {};
  for (const param of params) {
    const result = typedAmount(param, values);
    if ('problem' in result) problems[param.id] = result.problem;
  }
  return problems;
}

// REQUIRES: paramProblems(params, values) is empty. Sorted by id, as a bundle keeps them.
export function choicesOf(params: readonly Param[], values: Values): PackBundle_Choice[] {
  const choices: PackBundle_Choice[] = [];
  for (const param of params) {
    const result = typedAmount(param, values);
    if (!('amount' in result)) continue;
    const { value, denominator } = result.amount;
    if (value === param.defaultValue && denominator === param.defaultDenominator) continue;
    choices.push(create(PackBundle_ChoiceSchema, { id: param.id, value, denominator }));
  }
  return choices.sort((a, b) => (a.id < b.id ? -1 : 1));
}

// Does what is typed differ from what is in force?
export function isChanged(param: Param, values: Values): boolean {
  const result = typedAmount(param, values);
  if (!('amount' in result)) return true;
  return result.amount.value !== param.value || result.amount.denominator !== param.denominator;
}

const amountKeys = {
  [Param_Kind.KIND_UNSPECIFIED]: 'rules.count',
  [Param_Kind.WORKDAYS]: 'rules.workdays',
  [Param_Kind.DAYS]: 'rules.days',
  [Param_Kind.HOURS]: 'rules.hours',
  [Param_Kind.COUNT]: 'rules.count',
  [Param_Kind.RATIO]: 'rules.ratio',
  [Param_Kind.SWITCH]: 'rules.off',
} as const;
const unitKeys = {
  [Param_Kind.KIND_UNSPECIFIED]: null,
  [Param_Kind.WORKDAYS]: 'rules.unit.workdays',
  [Param_Kind.DAYS]: 'rules.unit.days',
  [Param_Kind.HOURS]: 'rules.unit.hours',
  [Param_Kind.COUNT]: null,
  [Param_Kind.RATIO]: null,
  [Param_Kind.SWITCH]: null,
} as const;

export function amountWords(kind: Param_Kind, amount: Amount): string {
  if (kind === Param_Kind.SWITCH && amount.value === 1n) return t('rules.on');
  return t(amountKeys[kind], { n: Number(amount.value), whole: Number(amount.denominator) });
}

export function unitWords(param: Param): string {
  const key = unitKeys[param.kind];
  return key ? t(key) : '';
}

// A switch has no range that anybody would want to read.
export function rangeWords(param: Param): string {
  if (isSwitch(param)) return '';
  const key = isRatio(param) ? 'rules.rangeRatio' : 'rules.range';
  return t(key, { min: Number(param.min), max: Number(param.max) });
}

export function defaultWords(param: Param): string {
  return t('rules.default', {
    amount: amountWords(param.kind, {
      value: param.defaultValue,
      denominator: param.defaultDenominator,
    }),
  });
}

export function changesBetween(before: readonly Param[], after: readonly Param[]) {
  const old = new Map(before.map((param) => [param.id, param]));
  const changes: Pick<ParamChange, 'before' | 'after'>[] = [];
  for (const param of after) {
    const was = old.get(param.id);
    old.delete(param.id);
    const same =
      was?.kind === param.kind &&
      was.value === param.value &&
      was.denominator === param.denominator;
    if (same) continue;
    changes.push({ before: was, after: param });
  }
  for (const was of old.values()) changes.push({ before: was });
  return changes;
}

// What came into force after the pack of that hash, the newest first; everything that is listed if
// the pack is not among them.
export function termsSince(terms: readonly PackTermRow[], hash: string): PackTermRow[] {
  const at = terms.findIndex((term) => toHex(term.pack) === hash);
  return terms.slice(0, at < 0 ? terms.length : at);
}
