// The real host: core_client.mjs of the wasm folder, copied beside the page as it is. Tabs share
// one core; its worker also syncs with the server that this page came from.
import { fromBinary, toBinary, create } from '@bufbuild/protobuf';
import { DescribeRequestSchema, DescribeResponseSchema } from '../generated/yiting/v1/sync_pb';
import type { CoreConnection, CoreOptions } from '../../../wasm/worker/core_client';
import type { HostKit } from './host';

type CoreClient = { connectCore: (options: CoreOptions) => Promise<CoreConnection> };

const clientUrl = '/core/worker/core_client.mjs';

// Sorts as text: a later build's is greater.
export function buildId(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="yiting-build"]')?.content ?? '';
}

export const coreKit: HostKit = {
  async connect({ folder, community, openRequest }) {
    const client = (await import(/* @vite-ignore */ clientUrl)) as CoreClient;
    // Who writes packs is told in words what is wrong with them; a resident's module has none.
    const words = location.pathname.startsWith('/console');
    const module = words ? 'yiting_console.wasm' : 'yiting.wasm';
    return client.connectCore({
      folder,
      community,
      openRequest,
      build: buildId(),
      wasm: new URL(`/core/${module}`, location.href).href,
      words,
      server: location.origin,
    });
  },

  async describe(community) {
    const body = toBinary(DescribeRequestSchema, create(DescribeRequestSchema, { community }));
    const response = await fetch('/yiting.v1.SyncService/Describe', {
      method: 'POST',
      headers: { 'content-type': 'application/proto' },
      body: new Uint8Array(body),
      credentials: 'omit',
    });
    if (!response.ok) throw new Error(`Describe: the server answered ${response.status}`);
    return fromBinary(DescribeResponseSchema, new Uint8Array(await response.arrayBuffer()))
      .communities;
  },
};
