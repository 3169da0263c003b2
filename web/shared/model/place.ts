// The chosen community: where a page looks at. Remembered per app, and per tab before that, so that
// one browser can be a resident in one tab and staff in another. A seed is there only with a link
// of the demo or a kiosk; a device of its own has its key in the core alone.
import { forget, recall, remember } from '../host/keep';
import { fromHex, isHex } from './bytes';

export interface Place {
  community: string; // 64 hex digits
  key: string; // the sequencer's, 64 hex digits
  seed: string; // a given device's, 64 hex digits; empty: this device's own
}

export function folderOf(place: Place): string {
  const folder = `c-${place.community.slice(0, 16)}`;
  return place.seed ? `${folder}-${place.seed.slice(0, 8)}` : folder;
}

export function isPlace(value: unknown): value is Place {
  const place = value as Partial<Place> | null;
  return (
    typeof place === 'object' &&
    place !== null &&
    isHex(place.community, 32) &&
    isHex(place.key, 32) &&
    (place.seed === '' || isHex(place.seed, 32))
  );
}

// From the parameters of #/join, #/visit and #/as; null when one of them is not as it must be.
export function placeFrom(params: Record<string, string>, withSeed: boolean): Place | null {
  const place = {
    community: (params.community ?? '').toLowerCase(),
    key: (params.key ?? '').toLowerCase(),
    seed: withSeed ? (params.seed ?? '').toLowerCase() : '',
  };
  return isPlace(place) ? place : null;
}

export function rememberPlace(app: string, place: Place): void {
  const text = JSON.stringify(place);
  remember(`place/${app}`, text, 'session');
  remember(`place/${app}`, text);
}

export function recallPlace(app: string): Place | null {
  for (const kind of ['session', 'local'] as const) {
    try {
      const place: unknown = JSON.parse(recall(`place/${app}`, kind) ?? 'null');
      if (isPlace(place)) return place;
    } catch {
      forget(`place/${app}`, kind);
    }
  }
  return null;
}

export function forgetPlace(app: string): void {
  forget(`place/${app}`, 'session');
  forget(`place/${app}`);
}

export function placeBytes(place: Place) {
  return {
    community: fromHex(place.community),
    key: fromHex(place.key),
    seed: fromHex(place.seed),
  };
}
