// A venue's day as a list of spans, free and taken, and what of it somebody may still ask for.
// Days and minutes are the community's clock's (time.ts).
import type { BookingRow, VenueRow } from '../generated/yiting/v1/view_deliberation_pb';
import { Module } from '../generated/yiting/v1/pack_pb';
import type { HomeView } from '../generated/yiting/v1/view_pb';
import { isOff } from './modules';
import { fromLocalInput, toLocalInput } from './time';

const minuteMs = 60_000;
export const dayMs = 1440 * minuteMs;
const stepMinutes = 30; // between the times that are offered
// The rules take a booking at most so many days ahead (core/schema/limits.h).
export const daysAheadMax = 92;

export function hasVenues(home: HomeView | null): boolean {
  return home !== null && !isOff(home, Module.VENUES);
}

// "2026-11-30" of an instant, and its midnight.
export function dayOf(ms: number): string {
  return toLocalInput(ms).slice(0, 10);
}
export function midnightOf(day: string): number | null {
  return fromLocalInput(`${day}T00:00`);
}

// "08:30"; the end of a day is "24:00".
export function minuteWords(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
// Null: no time of a day.
export function minuteOf(words: string): number | null {
  const found = /^(\d\d):([0-5]\d)$/.exec(words);
  const minute = found ? Number(found[1]) * 60 + Number(found[2]) : 1441;
  return minute > 1440 ? null : minute;
}

export interface Span {
  from: number; // minutes from midnight
  until: number;
  booking?: BookingRow; // who has it; free without
}

// In order and without gaps from opening to closing; what is over counts as neither free nor taken.
export function spansOf(venue: VenueRow, midnight: number, now: number): Span[] {
  const minutes = (ms: bigint | number) => Math.ceil((Number(ms) - midnight) / minuteMs);
  const spans: Span[] = [];
  let at = Math.max(venue.opensMinute, minutes(now + 1));
  const free = (until: number) => {
    if (!venue.closed && until > at) spans.push({ from: at, until });
    at = Math.max(at, until);
  };
  for (const booking of venue.bookings) {
    const [from, until] = [minutes(booking.fromMs), minutes(booking.untilMs)];
    if (until <= 0 || from >= 1440 || Number(booking.untilMs) <= now) continue;
    free(from);
    spans.push({ from: Math.max(from, 0), until: Math.min(until, 1440), booking });
    at = Math.max(at, until);
  }
  free(venue.closesMinute);
  return spans;
}

// Each half hour of a free span, its own edges too.
function stepsIn(span: Span): number[] {
  const first = Math.ceil(span.from / stepMinutes) * stepMinutes;
  const steps = new Set([span.from, span.until]);
  for (let at = first; at < span.until; at += stepMinutes) steps.add(at);
  return [...steps].sort((a, b) => a - b);
}

export function startsOf(spans: readonly Span[]): number[] {
  return spans.filter((span) => !span.booking).flatMap((span) => stepsIn(span).slice(0, -1));
}

// Until when it may be had from then on.
export function endsOf(venue: VenueRow, spans: readonly Span[], from: number): number[] {
  const span = spans.find((one) => !one.booking && one.from <= from && from < one.until);
  if (!span) return [];
  const last = Math.min(span.until, from + venue.longestMinutes);
  return stepsIn({ ...span, until: last }).filter((at) => at > from);
}

export interface MyBooking {
  venue: VenueRow;
  booking: BookingRow;
}

// What is mine and not over, by its beginning; the same booking may touch two spans that were read.
export function mineOf(views: readonly (readonly VenueRow[])[], now: number): MyBooking[] {
  const seen = new Set<string>();
  return views
    .flat()
    .flatMap((venue) => venue.bookings.map((booking) => ({ venue, booking })))
    .filter(({ booking }) => {
      const id = booking.booking.toString();
      const counts = booking.mine && Number(booking.untilMs) > now && !seen.has(id);
      seen.add(id);
      return counts;
    })
    .sort((a, b) => Number(a.booking.fromMs - b.booking.fromMs));
}
