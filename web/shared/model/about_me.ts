// What is held about this device's member: read page by page, and as a file to take away
// (docs/formats/about-me.md).
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { Audience } from '../generated/yiting/v1/pack_pb';
import type { AboutMeView, OwnContentRow } from '../generated/yiting/v1/view_people_pb';
import { say, t } from '../texts';
import { toHex } from './bytes';
import { failureWords } from './failure';
import type { Replica } from './replica';
import { useSession } from './session';

const pageRows = 100;
const pageRowsMax = 500;

// The pages so far as one; `next` is the last one's.
function joined(before: AboutMeView | null, page: AboutMeView): AboutMeView {
  if (!before) return page;
  return {
    ...page,
    contents: [...before.contents, ...page.contents],
    acts: [...before.acts, ...page.acts],
  };
}

export async function wholeAboutMe(replica: Replica, accesses: boolean): Promise<AboutMeView> {
  let whole: AboutMeView | null = null;
  for (let after = new Uint8Array(); ; ) {
    const page: AboutMeView = await replica.view('aboutMe', {
      after,
      limit: pageRowsMax,
      accesses: accesses && whole === null,
    });
    const told: Pick<AboutMeView, 'accesses' | 'accessesKnown'> = whole ?? page;
    const { accesses: rows, accessesKnown } = told;
    whole = { ...joined(whole, page), accesses: rows, accessesKnown };
    if (page.next.length === 0) return whole;
    after = new Uint8Array(page.next);
  }
}

// Follows the state, as many rows as were asked for so far.
export function useAboutMe(): {
  data: ShallowRef<AboutMeView | null>;
  failure: Ref<string>;
  more: () => Promise<void>;
} {
  const session = useSession();
  const data: ShallowRef<AboutMeView | null> = shallowRef(null);
  const failure = ref('');
  let ticket = 0;
  const load = async (after: Uint8Array, before: AboutMeView | null, limit: number) => {
    const mine = ++ticket;
    try {
      const page = await session.replica.value?.view('aboutMe', { after, limit, accesses: true });
      if (!page || mine !== ticket) return;
      [data.value, failure.value] = [joined(before, page), ''];
    } catch (error) {
      if (mine === ticket) failure.value = failureWords(error);
    }
  };
  watch(
    [session.replica, session.version],
    () => {
      const shown = Math.max(data.value?.contents.length ?? 0, data.value?.acts.length ?? 0);
      return load(new Uint8Array(), null, Math.min(pageRowsMax, Math.max(pageRows, shown)));
    },
    { immediate: true },
  );
  return { data, failure, more: () => load(data.value!.next, data.value, pageRows) };
}

// What it is, in one line.
export function contentWords(row: OwnContentRow | undefined): string {
  // Until an erasure is on the ledger the words are still here; they are shown nowhere.
  if (!row || row.erasedMs) return t('about.aContent');
  if (row.media.startsWith('image/')) return t('about.photo');
  return row.text || t('about.aContent');
}

const instant = (ms: bigint) => (ms ? new Date(Number(ms)).toISOString() : null);

// Plain JSON: hex for ids and hashes, UTC instants, Chinese and English titles as they are.
export function aboutMeFile(view: AboutMeView, community: string, madeMs: number): string {
  const file = {
    yiting: 'about-me',
    version: 1,
    made: new Date(madeMs).toISOString(),
    community,
    member: toHex(view.member),
    name: view.name,
    household: toHex(view.household),
    admitted: instant(view.admittedMs),
    roles: view.roles.map((role) => ({
      role: role.role,
      title: say(role.title),
      unit: role.unit,
      from: instant(role.fromMs),
      until: instant(role.untilMs),
    })),
    devices: view.devices.map((row) => ({
      key: toHex(row.device),
      bound: instant(row.boundMs),
      revoked: row.revoked,
    })),
    contents: view.contents.map((row) => ({
      commitment: toHex(row.commitment),
      audience: Audience[row.audience],
      media: row.media,
      size: row.size,
      matter: toHex(row.matter),
      matterTitle: row.matterTitle,
      text: row.here && !row.erasedMs && row.text ? row.text : null,
      erased: instant(row.erasedMs),
    })),
    acts: view.acts.map((row) => ({
      entry: Number(row.seq),
      time: instant(row.timeMs),
      matter: toHex(row.matter),
      title: say(row.title),
    })),
    accesses: view.accessesKnown
      ? view.accesses.map((row) => ({
          time: instant(row.timeMs),
          commitment: toHex(row.commitment),
          member: toHex(row.member),
          name: row.name,
        }))
      : null,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
