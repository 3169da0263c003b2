// What both frames are made of: the session's route, the home view that every page shares, whether
// the copy here is broken, where the reader's focus goes, and the window's title.
import { computed, nextTick, watch, type Ref } from 'vue';
import { SyncView_State } from '../generated/yiting/v1/view_pb';
import { say, t, type TextKey } from '../texts';
import { followEntryLinks } from './entry';
import { useRoute, type Route, type RouteTable } from './router';
import { provideHome, useHeartbeat, useSession, useView } from './session';

// To be called once, in the setup of the outermost component. `place` names what counts as one page
// (a sheet over a page is not another page).
export function useFrame(
  routes: RouteTable,
  name: TextKey,
  place: (route: Route) => string = (route) => route.name,
) {
  const session = useSession();
  const route = useRoute(routes);
  followEntryLinks(session, route);
  useHeartbeat(session);
  const { data: home } = useView('home', () => ({}));
  provideHome(home);

  const community = computed(() => say(home.value?.community) || t('app.name'));
  const broken = computed(() => session.sync.value?.state === SyncView_State.BROKEN);
  const here = computed(() => place(route.value));
  startAtTheHeading(here);
  watch([community, here], () => {
    document.title = `${community.value} · ${t(name)}`;
  });
  return { session, route, home, community, broken, here };
}

const lookMs = 50;
const looks = 100;

// After a change of page the reader starts at its heading, as soon as a page that is loaded when it
// is asked for has one; not when the focus went somewhere meanwhile.
function startAtTheHeading(here: Ref<string>): void {
  watch(
    here,
    async (wanted) => {
      await nextTick();
      window.scrollTo(0, 0);
      const before = document.activeElement;
      for (let i = 0; i < looks && here.value === wanted; i++) {
        const heading = document.querySelector<HTMLElement>('main h1');
        if (heading && document.activeElement === before) heading.focus({ preventScroll: true });
        if (heading) return;
        await new Promise((wake) => setTimeout(wake, lookMs));
      }
    },
    { flush: 'post' },
  );
}

export function skipToPage(): void {
  document.getElementById('page')?.focus();
}
