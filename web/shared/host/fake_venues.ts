// Of the fake core: two venues and who has them, without the rules.
import { create } from '@bufbuild/protobuf';
import type { Payload } from '../generated/yiting/v1/command_pb';
import {
  BookingRowSchema,
  VenueRowSchema,
  type BookingRow,
  type VenueRow,
  type VenuesRequest,
} from '../generated/yiting/v1/view_deliberation_pb';
import { ShownSchema, type OutboxItem } from '../generated/yiting/v1/view_pb';
import { fromHex, toHex } from '../model/bytes';
import { dayMs, dayOf, midnightOf } from '../model/venues';
import { nowMs } from './clock';

const hourMs = 3_600_000;
const other = '张建国';

export class FakeVenues {
  rows: VenueRow[];

  constructor() {
    const tomorrow = midnightOf(dayOf(nowMs()))! + dayMs;
    const taken = (id: string, from: number, until: number, mine: boolean, purpose: string) =>
      create(BookingRowSchema, {
        booking: fromHex(id.repeat(16)),
        fromMs: BigInt(tomorrow + from * hourMs),
        untilMs: BigInt(tomorrow + until * hourMs),
        mine,
        by: mine ? '王春梅' : other,
        purpose,
      });
    this.rows = [
      create(VenueRowSchema, {
        venue: fromHex('e1'.repeat(16)),
        title: { zh: '议事厅', en: 'Council hall' },
        placeTitle: { zh: '半道红小区' },
        place: fromHex('c1'.repeat(16)),
        opensMinute: 510,
        closesMinute: 1260,
        longestMinutes: 120,
        bookings: [
          taken('b1', 10, 12, false, '合唱队排练'),
          taken('b2', 14, 16, true, '书法班'),
        ],
      }),
      create(VenueRowSchema, {
        venue: fromHex('e2'.repeat(16)),
        title: { zh: '羽毛球场', en: 'Badminton court' },
        opensMinute: 360,
        closesMinute: 1320,
        longestMinutes: 60,
        closed: true,
      }),
    ];
  }

  view(request: VenuesRequest, staff: boolean): { venues: VenueRow[] } {
    const venues = this.rows.map((venue) => ({
      ...venue,
      bookings: venue.bookings
        .filter((one) => one.untilMs > request.fromMs && one.fromMs < request.untilMs)
        .map((one) => ({
          ...one,
          mine: one.mine && !staff,
          by: staff || one.mine ? one.by : '',
          purpose: staff || one.mine ? one.purpose : '',
        })),
    }));
    return { venues };
  }

  queued(item: OutboxItem, body: Payload['body']): void {
    const id = toHex(item.commandId.slice(0, 16));
    switch (body.case) {
      case 'setVenue': {
        item.kind = 'set_venue';
        const same = (one: VenueRow) => toHex(one.venue) === toHex(body.value.venue);
        const { $typeName, ...said } = body.value;
        const before = this.rows.find(same);
        const row = create(VenueRowSchema, { ...said, bookings: before?.bookings ?? [] });
        this.rows = before ? this.rows.map((one) => (same(one) ? row : one)) : [...this.rows, row];
        break;
      }
      case 'bookVenue': {
        item.kind = 'book_venue';
        const venue = this.rows.find((one) => toHex(one.venue) === toHex(body.value.venue))!;
        const { fromMs, untilMs } = body.value;
        const purpose = item.texts.find((text) => text.field === 'purpose')?.text ?? '';
        const booking = fromHex(id);
        const row = { booking, fromMs, untilMs, purpose, mine: true, pending: true };
        venue.bookings.push(create(BookingRowSchema, { ...row, by: '王春梅' }));
        venue.bookings.sort((a, b) => Number(a.fromMs - b.fromMs));
        item.inputs = [
          create(ShownSchema, { field: 'venue', value: venue.title! }),
          create(ShownSchema, { field: 'from', instantMs: fromMs }),
          create(ShownSchema, { field: 'until', instantMs: untilMs }),
        ];
        break;
      }
      case 'cancelBooking':
        item.kind = 'cancel_booking';
        this.take((one) => toHex(one.booking) === toHex(body.value.booking));
    }
  }

  // It has its entry, or it was refused or taken back.
  settled(item: OutboxItem, stands: boolean): void {
    const id = toHex(item.commandId.slice(0, 16));
    if (!stands) return this.take((one) => toHex(one.booking) === id);
    for (const venue of this.rows) {
      for (const one of venue.bookings) if (toHex(one.booking) === id) one.pending = false;
    }
  }

  private take(which: (booking: BookingRow) => boolean): void {
    for (const venue of this.rows) venue.bookings = venue.bookings.filter((one) => !which(one));
  }
}
