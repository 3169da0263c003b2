// What the screens of one app share: the open replica, its sync state, and a counter that moves
// whenever views must be asked for again.
import {
  inject,
  onMounted,
  onUnmounted,
  provide,
  ref,
  shallowRef,
  watch,
  type App,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { Pack } from '../generated/yiting/v1/pack_pb';
import type { SyncView } from '../generated/yiting/v1/view_pb';
import { AuditDriver } from '../host/audit_driver';
import { nowMs } from '../host/clock';
import type { HostKit } from '../host/host';
import { isPaused } from './audit';
import { failureWords, isNotHere } from './failure';
import { folderOf, forgetPlace, placeBytes, recallPlace, rememberPlace, type Place } from './place';
import { openRequest, Replica, type ViewKind, type ViewOf, type ViewWish } from './replica';

export class Session {
  readonly app: 'resident' | 'console';
  readonly kit: HostKit;
  readonly place: ShallowRef<Place | null> = shallowRef(null);
  readonly replica: ShallowRef<Replica | null> = shallowRef(null);
  readonly sync: ShallowRef<SyncView | null> = shallowRef(null);
  readonly pack: ShallowRef<Pack | null> = shallowRef(null);
  // Goes on with what "check everything" has begun; `sync.audit` says how it stands.
  readonly auditor: ShallowRef<AuditDriver | null> = shallowRef(null);
  readonly failure = ref('');
  readonly version = ref(0);
  readonly now = ref(nowMs());
  private opening = 0;
  private packSize = -1n; // the tree size at which `pack` was asked for

  constructor(app: 'resident' | 'console', kit: HostKit) {
    this.app = app;
    this.kit = kit;
  }

  get folder(): string {
    return this.place.value ? folderOf(this.place.value) : '';
  }

  openRemembered(): Promise<void> {
    const place = recallPlace(this.app);
    return place ? this.open(place) : Promise.resolve();
  }

  // Opens the replica of a place and remembers it; the one before is closed.
  async open(place: Place): Promise<void> {
    if (this.replica.value && this.folder === folderOf(place)) return;
    const ticket = ++this.opening;
    this.close();
    this.place.value = place;
    try {
      const folder = folderOf(place);
      const { community, key, seed } = placeBytes(place);
      const replica = new Replica(
        await this.kit.connect({
          folder,
          community: place.community,
          openRequest: () => openRequest(folder, community, key, seed),
        }),
      );
      if (ticket !== this.opening) return replica.close();
      replica.onSync = (sync) => this.synced(replica, sync);
      replica.onChanged = () => {
        this.refresh();
      };
      this.replica.value = replica;
      this.auditor.value = this.makeAuditor(replica);
      rememberPlace(this.app, place);
      this.refresh();
    } catch (error) {
      if (ticket === this.opening) this.failure.value = failureWords(error);
    }
  }

  leave(): void {
    this.opening++;
    this.close();
    this.place.value = null;
    forgetPlace(this.app);
  }

  // Time has moved or the state has: every view on screen is asked for again.
  refresh(): void {
    this.now.value = nowMs();
    this.version.value++;
  }

  // The pack in force can only change with the ledger.
  private synced(replica: Replica, sync: SyncView): void {
    this.sync.value = sync;
    this.auditor.value?.look(sync.audit);
    if (this.packSize === sync.treeSize) return;
    this.packSize = sync.treeSize;
    replica.view('pack', {}).then(
      (view) => {
        if (this.replica.value !== replica) return;
        if (view.pack) this.pack.value = view.pack;
        // the ledger is here before its pack: ask again with the next view
        else this.packSize = -1n;
      },
      () => {
        this.packSize = -1n;
      },
    );
  }

  private makeAuditor(replica: Replica): AuditDriver {
    const auditor = new AuditDriver({
      step: (entries, anew) => replica.audit(entries, anew),
      now: nowMs,
      wait: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      visible: () => document.visibilityState === 'visible',
      watchVisible: (then) => {
        document.addEventListener('visibilitychange', then);
        return () => document.removeEventListener('visibilitychange', then);
      },
    });
    if (isPaused(this.folder)) auditor.pause();
    auditor.onView = (audit) => {
      if (this.sync.value) this.sync.value = { ...this.sync.value, audit };
    };
    return auditor;
  }

  private close(): void {
    this.auditor.value?.stop();
    this.auditor.value = null;
    this.replica.value?.close();
    this.replica.value = null;
    this.sync.value = null;
    this.pack.value = null;
    this.packSize = -1n;
    this.failure.value = '';
  }
}

const sessionKey: InjectionKey<Session> = Symbol('session');

// Views are asked for again each minute and whenever the page is looked at again.
export function useHeartbeat(session: Session): void {
  const wake = () => {
    if (document.visibilityState === 'visible') session.refresh();
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    document.addEventListener('visibilitychange', wake);
    timer = setInterval(wake, 60_000);
  });
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', wake);
    clearInterval(timer);
  });
}

// Main files provide it on the app, so that every component finds it.
export function installSession(app: App, session: Session): void {
  app.provide(sessionKey, session);
}

export function useSession(): Session {
  const session = inject(sessionKey);
  if (!session) throw new Error('no session is provided');
  return session;
}

// A view that follows the state. `request` is read again whenever what it reads changes; an answer
// that was overtaken by a later question is dropped. The last good data stays on screen meanwhile.
export function useView<K extends ViewKind>(
  kind: K,
  request: () => ViewWish<K>,
): { data: ShallowRef<ViewOf<K> | null>; failure: Ref<string>; settled: Ref<boolean> } {
  const session = useSession();
  const data: ShallowRef<ViewOf<K> | null> = shallowRef(null);
  const failure = ref('');
  const settled = ref(false);
  let ticket = 0;
  watch(
    [session.replica, session.version, request],
    async ([replica, , wanted]) => {
      if (!replica) return;
      const mine = ++ticket;
      const view = await replica.view(kind, wanted).catch((error: unknown) => {
        if (mine === ticket) failure.value = isNotHere(error) ? '' : failureWords(error);
        return null;
      });
      if (mine !== ticket) return;
      settled.value = true;
      if (!view) return;
      data.value = view;
      failure.value = '';
    },
    { immediate: true },
  );
  return { data, failure, settled };
}

// The home view, asked for once by the app's frame and read by its pages.
type Home = ShallowRef<ViewOf<'home'> | null>;
const homeKey: InjectionKey<Home> = Symbol('home');

export function provideHome(home: Home): void {
  provide(homeKey, home);
}

export function useHome(): Home {
  const home = inject(homeKey);
  if (!home) throw new Error('no home view is provided');
  return home;
}
