// A vote as a person reads it: who counts, what has been cast, and that votes are by name.
import { create } from '@bufbuild/protobuf';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { Choice } from '../../../web/shared/generated/yiting/v1/event_deliberation_pb';
import { PollRowSchema } from '../../../web/shared/generated/yiting/v1/view_pb';
import { squareMetres } from '../../../web/shared/model/area';
import PollCard from '../../../web/shared/parts/PollCard.vue';

const say = (poll: Parameters<typeof create<typeof PollRowSchema>>[1]) =>
  mount(PollCard, { props: { poll: create(PollRowSchema, poll) } }).text();

describe('a poll', () => {
  it('of owners says heads and floor area, and that both count', () => {
    const text = say({
      byOwner: true,
      byArea: true,
      running: true,
      electors: 6n,
      voted: 4n,
      inFavour: 3n,
      against: 1n,
      area: 60100n,
      inFavourArea: 39000n,
      againstArea: 10050n,
      papers: 2n,
      changeable: true,
      mine: Choice.FOR,
    });
    expect(text).toContain('4 / 6 位业主已投票');
    expect(text).toContain('参与面积 490.5 / 601 平方米');
    expect(text).toContain('同意 390，反对 100.5，弃权 0 平方米');
    expect(text).toContain('人数和面积都要达到');
    expect(text).toContain('2 张纸票等第二个人录入');
    expect(text).toContain('截止前可以改票');
    expect(text).toContain('记名投票');
    expect(text).toContain('您这一票：同意');
  });

  it('of households says nothing of area, and when it is over nothing of changing', () => {
    const text = say({
      byHousehold: true,
      electors: 10n,
      voted: 4n,
      counted: true,
      passed: true,
      changeable: true,
    });
    expect(text).toContain('4 / 10 户已投票');
    expect(text).toContain('通过');
    expect(text).not.toContain('面积');
    expect(text).not.toContain('改票');
    expect(text).not.toContain('记名');
  });

  it.each([
    [0n, '0'],
    [5n, '0.05'],
    [50n, '0.5'],
    [8920n, '89.2'],
    [8900n, '89'],
    [12345678n, '123456.78'],
  ])('reads %s hundredths as %s', (hundredths, words) => {
    expect(squareMetres(hundredths)).toBe(words);
  });
});
