// A list of matters that grows by pages. When the state moves, what is on screen is asked for again
// as one page, so that rows never double or jump.
import { computed, ref, shallowRef, watch } from 'vue';
import type { MatterListRequest_Filter, MatterRow } from '../generated/yiting/v1/view_pb';
import { useSession } from './session';

export const pageRows = 20;
const rowsMax = 200;

export interface Wanted {
  filter: MatterListRequest_Filter;
  stage?: string;
  source?: string; // that they were imported from
}

export function useMatters(wanted: () => Wanted) {
  const session = useSession();
  const rows = shallowRef<MatterRow[]>([]);
  const next = shallowRef<Uint8Array>(new Uint8Array());
  const total = ref(0);
  const settled = ref(false);
  const busy = ref(false);
  let ticket = 0;

  async function load(after: Uint8Array, limit: number, kept: MatterRow[]) {
    const replica = session.replica.value;
    if (!replica) return;
    const mine = ++ticket;
    busy.value = true;
    const value = { ...wanted(), after, limit };
    const view = await replica.view('matters', value).catch(() => null);
    if (mine !== ticket) return;
    busy.value = false;
    settled.value = true;
    if (!view) return;
    rows.value = [...kept, ...view.rows];
    next.value = view.next;
    total.value = Number(view.total);
  }

  watch(wanted, () => load(new Uint8Array(), pageRows, []));
  watch(
    [session.replica, session.version],
    () => {
      const limit = Math.min(rowsMax, Math.max(pageRows, rows.value.length));
      return load(new Uint8Array(), limit, []);
    },
    { immediate: true },
  );

  const more = computed(() => next.value.length > 0);
  const loadMore = () => (busy.value ? Promise.resolve() : load(next.value, pageRows, rows.value));
  return { rows, total, settled, more, busy, loadMore };
}
