// Venues and their bookings: a day in words, a form that offers only what is free, what lost and
// why, and the desk. Row A9.13.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { Module } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { VenueRowSchema } from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import { OutboxItem_State } from '../../../web/shared/generated/yiting/v1/view_pb';
import { toHex } from '../../../web/shared/model/bytes';
import {
  dayMs,
  dayOf,
  endsOf,
  midnightOf,
  mineOf,
  minuteOf,
  minuteWords,
  spansOf,
  startsOf,
} from '../../../web/shared/model/venues';
import { setLanguage } from '../../../web/shared/texts';
import { findings, settle, show, type Shown } from './support';

const hall = 'e1'.repeat(16);
// 2026-11-30T00:00+08:00.
const midnight = Date.UTC(2026, 10, 29, 16);
const at = (hour: number) => BigInt(midnight + hour * 3_600_000);
const venueWith = (...bookings: [number, number][]) =>
  create(VenueRowSchema, {
    opensMinute: 510,
    closesMinute: 1260,
    longestMinutes: 120,
    bookings: bookings.map(([from, until]) => ({ fromMs: at(from), untilMs: at(until) })),
  });
const wordsOf = (venue: Parameters<typeof spansOf>[0], now: number) =>
  spansOf(venue, midnight, now).map(
    (one) => `${minuteWords(one.from)}-${minuteWords(one.until)} ${one.booking ? 'taken' : 'free'}`,
  );
const before = midnight - dayMs;

describe('A9_13: a day of a venue', () => {
  it('is what is free and what is taken, without gaps', () => {
    expect(wordsOf(venueWith(), before)).toEqual(['08:30-21:00 free']);
    expect(wordsOf(venueWith([10, 12], [12, 13]), before)).toEqual([
      '08:30-10:00 free',
      '10:00-12:00 taken',
      '12:00-13:00 taken',
      '13:00-21:00 free',
    ]);
    expect(wordsOf(venueWith([8.5, 21]), before)).toEqual(['08:30-21:00 taken']);
  });

  it('begins now: what is over is neither', () => {
    const now = midnight + 11 * 3_600_000;
    expect(wordsOf(venueWith([9, 10], [10.5, 12]), now)).toEqual([
      '10:30-12:00 taken',
      '12:00-21:00 free',
    ]);
    expect(wordsOf(venueWith(), now)).toEqual(['11:01-21:00 free']);
    expect(wordsOf(venueWith(), midnight + 22 * 3_600_000)).toEqual([]);
  });

  it('keeps to its own midnights, and shows what lies over them', () => {
    const open = create(VenueRowSchema, { ...venueWith([-1, 1], [23, 25], [24, 26], [-3, 0]) });
    open.opensMinute = 0;
    open.closesMinute = 1440;
    open.bookings.sort((a, b) => Number(a.fromMs - b.fromMs));
    expect(wordsOf(open, before)).toEqual([
      '00:00-01:00 taken',
      '01:00-23:00 free',
      '23:00-24:00 taken',
    ]);
  });

  it('has nothing free while it is closed', () => {
    const closed = venueWith([10, 12]);
    closed.closed = true;
    expect(wordsOf(closed, before)).toEqual(['10:00-12:00 taken']);
  });

  it('offers half hours and edges, no longer than allowed, never over a booking', () => {
    const venue = venueWith([10, 12]);
    const spans = spansOf(venue, midnight, before);
    const starts = startsOf(spans).map(minuteWords);
    expect(starts.slice(0, 4)).toEqual(['08:30', '09:00', '09:30', '12:00']);
    expect(starts.at(-1)).toBe('20:30');
    const ends = (from: number) => endsOf(venue, spans, from).map(minuteWords);
    expect(ends(9 * 60)).toEqual(['09:30', '10:00']);
    expect(ends(12 * 60)).toEqual(['12:30', '13:00', '13:30', '14:00']);
    expect(ends(20 * 60 + 30)).toEqual(['21:00']);
    expect(ends(11 * 60)).toEqual([]);
  });

  it('reads and writes times of a day and days', () => {
    expect(minuteOf('24:00')).toBe(1440);
    for (const wrong of ['24:01', '8:30', '08:60', '', 'noon']) expect(minuteOf(wrong)).toBeNull();
    expect(dayOf(midnight)).toBe('2026-11-30');
    expect(dayOf(midnight - 1)).toBe('2026-11-29');
    expect(midnightOf('2026-11-30')).toBe(midnight);
    expect(midnightOf('')).toBeNull();
  });

  it('lists what is mine once, by time, and not what is over', () => {
    const venue = venueWith([15, 16], [9, 10], [1, 2], [12, 13]);
    venue.bookings.forEach((one, i) => {
      one.booking = new Uint8Array([i]);
      one.mine = i !== 3;
    });
    const mine = mineOf([[venue], [venue]], Number(at(2)));
    expect(mine.map(({ booking }) => booking.fromMs)).toEqual([at(9), at(15)]);
  });
});

async function tomorrow(core = new FakeCore('resident')): Promise<Shown> {
  const app = await show('resident', '#/venues', core);
  await app.button('后一天').trigger('click');
  await settle();
  return app;
}
async function fill(app: Shown, from: string, until: string, purpose = '') {
  await app.wrapper.find('#booking-from').setValue(from);
  await app.wrapper.find('#booking-until').setValue(until);
  if (purpose) await app.wrapper.find('#booking-purpose').setValue(purpose);
  await app.wrapper.find('dialog form').trigger('submit');
  await settle();
}
const list = (app: Shown) =>
  app.wrapper
    .findAll('.span')
    .map((one) => [...one.element.children].map((part) => part.textContent!.trim()).join(' '));

describe('A9_13: a resident books', () => {
  it('reads free and taken in words, who and what for only of their own', async () => {
    const app = await tomorrow();
    expect(list(app)).toEqual([
      '08:30–10:00 空闲 预约',
      '10:00–12:00 已约',
      '12:00–14:00 空闲 预约',
      '14:00–16:00 我约的 书法班',
      '16:00–21:00 空闲 预约',
    ]);
    expect(app.text()).toContain('暂停预约');
    expect(app.text()).not.toContain('张建国');
    expect(await findings()).toEqual([]);
    setLanguage('en');
    await settle();
    expect(list(app)[1]).toBe('10:00–12:00 taken');
    expect(app.text()).toContain('Council hall');
  });

  it('picks a day, from, until and what for; it waits, and stands', async () => {
    const core = new FakeCore('resident');
    const app = await tomorrow(core);
    await app.wrapper.findAll('.span button')[1]!.trigger('click');
    await settle();
    expect(location.hash).toBe(`#/venues/${hall}`);
    const from = app.wrapper.find<HTMLSelectElement>('#booking-from');
    expect(from.element.value).toBe('12:00');
    expect(await findings()).toEqual([]);
    await app.wrapper.find('dialog form').trigger('submit');
    expect(app.wrapper.find('dialog [role=alert]').text()).toContain('要填');
    expect(core.acted).toHaveLength(0);
    await fill(app, '12:30', '13:30', ' 下棋 ');
    const { command, contents } = core.acted.at(-1)!;
    const { body } = command!;
    if (body.case !== 'bookVenue') throw new Error(body.case);
    expect(toHex(body.value.venue)).toBe(hall);
    const day = midnightOf(dayOf(Date.now()))! + dayMs;
    expect(Number(body.value.fromMs)).toBe(day + 12.5 * 3_600_000);
    expect(Number(body.value.untilMs)).toBe(day + 13.5 * 3_600_000);
    expect(contents[0]!.field).toBe('purpose');
    expect(new TextDecoder().decode(contents[0]!.data)).toBe('下棋');
    expect(location.hash).toBe('#/venues');
    expect(app.wrapper.find('p.note[role=status]').text()).toMatch(/议事厅.*12:30–13:30/);
    expect(list(app)[3]).toBe('12:30–13:30 我约的 还没送到服务器 下棋');
    expect(app.wrapper.find('#my-bookings ~ ul .pending').text()).toContain('下棋');
    core.sync();
    await settle();
    expect(list(app)[3]).toBe('12:30–13:30 我约的 下棋');
  });

  it('hears in plain words that somebody was first, and sends again at another time', async () => {
    const core = new FakeCore('resident');
    const app = await tomorrow(core);
    await app.wrapper.findAll('.span button')[1]!.trigger('click');
    await settle();
    await fill(app, '12:00', '13:00', '下棋');
    core.refuseNext = Reason.VENUE_TAKEN;
    core.sync();
    core.outbox[0]!.rejection!.detail = 'ab'.repeat(16);
    await settle();
    app.session.refresh();
    await settle();
    const lost = app.wrapper.find('#lost-bookings ~ article');
    expect(lost.text()).toContain('这个时段别人先约了');
    expect(lost.text()).toMatch(/场地\s*议事厅/);
    expect(lost.text()).toMatch(/从.*12:00.*到.*13:00.*下棋/s);
    expect(lost.text()).not.toContain('abab');
    expect(await findings()).toEqual([]);
    await app.go('#/outbox');
    expect(app.text()).toMatch(/预约场地.*下棋.*议事厅/s);
    expect(app.text()).not.toContain('abab');
    await app.go('#/venues');
    await app.button('换个时间再约').trigger('click');
    await settle();
    expect(core.outbox).toHaveLength(0);
    const purpose = app.wrapper.find<HTMLTextAreaElement>('#booking-purpose');
    expect(purpose.element.value).toBe('下棋');
    await fill(app, '16:00', '17:00');
    const { body } = core.acted.at(-1)!.command!;
    expect(body.case).toBe('bookVenue');
    expect(core.outbox[0]!.state).toBe(OutboxItem_State.WAITING);
  });

  it('says at once what the rules here refuse, and keeps the form', async () => {
    const core = new FakeCore('resident');
    core.refuseHere = [{ reason: Reason.OUT_OF_HOURS, detail: 'ahead' }];
    const app = await tomorrow(core);
    await app.wrapper.findAll('.span button')[0]!.trigger('click');
    await settle();
    await fill(app, '08:30', '09:00');
    const note = app.wrapper.find('dialog [role=alert]').text();
    expect(note).toContain('这个时间不能预约');
    expect(note).toContain('最多提前 92 天');
    expect(location.hash).toBe(`#/venues/${hall}`);
  });

  it('gives back what is theirs, when sure', async () => {
    const core = new FakeCore('resident');
    const app = await tomorrow(core);
    const mine = app.wrapper.find('#my-bookings ~ ul');
    expect(mine.text()).toContain('书法班');
    const button = mine.find('button');
    expect(button.attributes('aria-label')).toMatch(/取消预约：议事厅，.*14:00/);
    await button.trigger('click');
    expect(core.acted).toHaveLength(0);
    await app.button('确认取消').trigger('click');
    await settle();
    const { body } = core.acted.at(-1)!.command!;
    expect(body.case === 'cancelBooking' && toHex(body.value.booking)).toBe('b2'.repeat(16));
    expect(list(app)).not.toContain('14:00–16:00 我约的 书法班');
  });

  it('wants a day within reach', async () => {
    const app = await tomorrow();
    await app.wrapper.find('#venue-day').setValue('2019-01-01');
    expect(app.wrapper.find('[role=alert]').text()).toContain('92 天内');
    expect(list(app)).toEqual([]);
    await app.wrapper.find('#venue-day').setValue(dayOf(Date.now() + 92 * dayMs));
    await settle();
    expect(list(app)).toEqual(['08:30–21:00 空闲 预约']);
    expect(app.button('后一天').attributes('disabled')).toBeDefined();
  });
});

describe('A9_13: who is led to venues', () => {
  it('members, by the home page', async () => {
    const app = await show('resident', '#/');
    expect(app.wrapper.find('a[href="#/venues"]').text()).toBe('场地预约');
    await app.go('#/venues');
    expect(document.activeElement?.textContent).toBe('场地预约');
  });

  it('visitors look and do not book', async () => {
    const app = await tomorrow(new FakeCore('visitor'));
    expect(list(app)[0]).toBe('08:30–10:00 空闲');
    expect(app.text()).toContain('加入社区后可以预约');
    expect(app.wrapper.find('#my-bookings').exists()).toBe(false);
    await app.go('#/');
    expect(app.wrapper.find('a[href="#/venues"]').exists()).toBe(false);
  });

  it('nobody where the street does without', async () => {
    const core = new FakeCore('resident');
    core.off = [Module.VENUES];
    const app = await show('resident', '#/', core);
    expect(app.wrapper.find('a[href="#/venues"]').exists()).toBe(false);
    await app.go('#/venues');
    expect(app.text()).toContain('这里不用这一部分');
    expect(list(app)).toEqual([]);
    // Who has booked cancels still.
    expect(app.wrapper.find('#my-bookings').exists()).toBe(true);
    expect(app.text()).toContain('书法班');
    const staff = new FakeCore('staff');
    staff.off = [Module.VENUES];
    const desk = await show('console', '#/inbox', staff);
    expect(desk.wrapper.find('a[href="#/venues"]').exists()).toBe(false);
  });
});

async function desk(core: FakeCore): Promise<Shown> {
  await import('../../../web/console/pages/VenuesPage.vue'); // loaded when it is asked for
  const app = await show('console', '#/venues', core);
  await settle();
  return app;
}

describe('A9_13: the desk', () => {
  it('shows bookings with names and what for, and staff cancel', async () => {
    const core = new FakeCore('staff');
    const app = await desk(core);
    const rows = app.wrapper.findAll('tbody tr').map((row) => row.text());
    expect(rows[0]).toMatch(/10:00–12:00.*议事厅.*张建国.*合唱队排练/s);
    expect(rows[1]).toMatch(/14:00–16:00.*王春梅.*书法班/s);
    expect(app.wrapper.find('form').exists()).toBe(false); // a registrar's
    expect(await findings()).toEqual([]);
    await app.wrapper.find('tbody button').trigger('click');
    await app.button('确认取消').trigger('click');
    await settle();
    const { body } = core.acted.at(-1)!.command!;
    expect(body.case === 'cancelBooking' && toHex(body.value.booking)).toBe('b1'.repeat(16));
    expect(app.wrapper.findAll('tbody tr')).toHaveLength(1);
  });

  it('a registrar sets a venue', async () => {
    const core = new FakeCore('staff');
    core.registrar = true;
    const app = await desk(core);
    const form = app.wrapper.find('form');
    await form.trigger('submit');
    expect(form.text()).toContain('这一项要填');
    await form.find('#venue-name').setValue(' 活动室 ');
    await form.find('#venue-place').setValue('c1'.repeat(16));
    await form.find('#venue-opens').setValue('20:00');
    await form.find('#venue-closes').setValue('08:00');
    await form.find('#venue-longest').setValue('0');
    await form.trigger('submit');
    expect(form.text()).toContain('关闭要晚于开放');
    expect(form.text()).toContain('1 到 1440');
    expect(core.acted).toHaveLength(0);
    expect(await findings()).toEqual([]);
    await form.find('#venue-opens').setValue('09:00');
    await form.find('#venue-closes').setValue('24:00');
    await form.find('#venue-longest').setValue('90');
    await form.trigger('submit');
    await settle();
    const { body } = core.acted.at(-1)!.command!;
    if (body.case !== 'setVenue') throw new Error(body.case);
    expect(body.value).toMatchObject({
      opensMinute: 540,
      closesMinute: 1440,
      longestMinutes: 90,
      closed: false,
    });
    expect(body.value.venue).toHaveLength(16);
    expect(toHex(body.value.place)).toBe('c1'.repeat(16));
    expect(body.value.title?.zh).toBe('活动室');
    expect(app.wrapper.find('p.note[role=status]').text()).toContain('活动室');
    expect(app.wrapper.find<HTMLInputElement>('#venue-name').element.value).toBe('');
  });

  it('a registrar closes one; its place and English name stay', async () => {
    const core = new FakeCore('staff');
    // Its place is known by its id: the words may be those of another.
    core.venues.rows[0]!.placeTitle!.zh = '别的小区';
    core.registrar = true;
    const app = await desk(core);
    const change = app.wrapper.findAll('button').find((one) => one.text() === '修改场地')!;
    await change.trigger('click');
    await settle();
    await app.wrapper.find('input[type=checkbox]').setValue(true);
    await app.wrapper.find('form').trigger('submit');
    await settle();
    const { body } = core.acted.at(-1)!.command!;
    if (body.case !== 'setVenue') throw new Error(body.case);
    expect(toHex(body.value.venue)).toBe(hall);
    expect(body.value.closed).toBe(true);
    expect(toHex(body.value.place)).toBe('c1'.repeat(16));
    expect(body.value.title).toMatchObject({ zh: '议事厅', en: 'Council hall' });
  });
});
