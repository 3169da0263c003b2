// What a page needs of the core: one call in, one message out (bridge.proto), and a word when the
// state moved. core.ts is the real one (WebAssembly in a worker), fake.ts answers from fixtures.
import type { DescribeResponse_Community } from '../generated/yiting/v1/sync_pb';

export interface Host {
  call(request: Uint8Array): Promise<Uint8Array>;
  onChanged(listener: () => void): () => void;
  close(): void;
}

export interface HostPlace {
  folder: string; // the replica's file folder on this device
  community: string; // 64 hex digits
  openRequest: () => Uint8Array; // an encoded BridgeRequest{open}; fresh entropy at each call
}

export interface HostKit {
  // Resolves once the replica is open.
  connect(place: HostPlace): Promise<Host>;
  // The communities that this server lists, or the one asked for; empty = all.
  describe(community: Uint8Array): Promise<DescribeResponse_Community[]>;
}
