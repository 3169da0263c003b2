// Links that choose a community: #/visit/COMMUNITY/KEY looks around, #/as/COMMUNITY/KEY/SEED opens
// with a given device (demo and kiosk). The link leaves the address bar once it was read. And
// #/come/COMMUNITY/KEY/SEED/MATTER/WHO, which invites to a meeting: WHO is `member` or `guest`.
import { watch, type Ref } from 'vue';
import { placeFrom, type Place } from './place';
import { goInstead, type Route } from './router';
import type { Session } from './session';

export const entryRoutes = [
  ['visit', 'visit/:community/:key'],
  ['as', 'as/:community/:key/:seed'],
] as const;

// Opens what the address asks for, or the community remembered.
export function followEntryLinks(session: Session, route: Ref<Route>): void {
  watch(
    route,
    async ({ name, params }) => {
      const place = name === 'visit' || name === 'as' ? placeFrom(params, name === 'as') : null;
      if (place) {
        goInstead('');
        await session.open(place);
      } else if (name !== 'join' && name !== 'come' && name !== 'ask' && !session.place.value) {
        await session.openRemembered();
      }
    },
    { immediate: true },
  );
}

export const comeRoute = ['come', 'come/:community/:key/:seed/:matter/:who'] as const;

// In the resident's app, wherever it was made.
export function comeLink(place: Place, seed: string, matter: string, who: string): string {
  return `${location.origin}/#/come/${place.community}/${place.key}/${seed}/${matter}/${who}`;
}

// #/ask/COMMUNITY/KEY/SEED, on a poster: whoever scans it may ask to be admitted.
export const askRoute = ['ask', 'ask/:community/:key/:seed'] as const;

export function askLink(place: Place, seed: string): string {
  return `${location.origin}/#/ask/${place.community}/${place.key}/${seed}`;
}
