// What another pack changes, number by number.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { Param_Kind, ParamSchema } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { changesBetween } from '../../../web/shared/model/rules';

const param = (id: string, kind: Param_Kind, value: bigint, denominator = 0n) =>
  create(ParamSchema, { id, kind, value, denominator });
const days = param('days', Param_Kind.WORKDAYS, 3n);
const half = param('share', Param_Kind.RATIO, 1n, 2n);

describe('changesBetween', () => {
  it.each([
    ['nothing', [days, half], [days, half], []],
    ['a value', [days], [param('days', Param_Kind.WORKDAYS, 4n)], ['3 → 4']],
    ['a unit', [days], [param('days', Param_Kind.DAYS, 3n)], ['3 → 3']],
    ['a denominator', [half], [param('share', Param_Kind.RATIO, 1n, 3n)], ['1 → 1']],
    ['what is new', [days], [days, half], ['- → 1']],
    ['what is gone', [days, half], [half], ['3 → -']],
  ])('finds %s', (_, before, after, expected) => {
    const found = changesBetween(before, after);
    const words = found.map((one) => `${one.before?.value ?? '-'} → ${one.after?.value ?? '-'}`);
    expect(words).toEqual(expected);
  });
});
