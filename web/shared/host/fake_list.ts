// The list of matters of the fake host, a page at a time.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  MatterListRequest,
  MatterListViewSchema,
  MatterRow,
} from '../generated/yiting/v1/view_pb';
import { toHex } from '../model/bytes';
import { pack } from './fixtures_pack';

// `all`: those that the request's filter lets through.
export function listOf(
  all: MatterRow[],
  wish: MatterListRequest,
): MessageInitShape<typeof MatterListViewSchema> {
  const source = pack.sources.find((one) => one.id === wish.source);
  const rows = all.filter(
    (row) =>
      (!wish.stage || row.stage === wish.stage) &&
      (!source || (row.source && row.source.zh === source.title?.zh)),
  );
  const from = wish.after.length
    ? rows.findIndex((row) => toHex(row.matter) === toHex(wish.after)) + 1
    : 0;
  const end = from + (wish.limit || 20);
  return {
    rows: rows.slice(from, end),
    // As the core: what would have to be gone through is not counted.
    total: BigInt(wish.stage || wish.source ? 0 : rows.length),
    next: end < rows.length ? rows[end - 1]!.matter : new Uint8Array(),
  };
}
