// Links that choose a community: #/visit/COMMUNITY/KEY looks around, #/as/COMMUNITY/KEY/SEED opens
// with a given device (demo and kiosk). The link leaves the address bar once it was read.
import { watch, type Ref } from 'vue';
import { placeFrom } from './place';
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
      } else if (name !== 'join' && !session.place.value) {
        await session.openRemembered();
      }
    },
    { immediate: true },
  );
}
