// Types of core_client.mjs, which explains them.

export interface CoreOptions {
  /** The replica's folder: "c-" + 16 hex digits of the community id. */
  folder: string;
  /** This build's id; a later build's must sort after it as text. */
  build: string;
  /** An encoded BridgeRequest{open} with fresh entropy; called in the tab that leads. */
  openRequest: () => Uint8Array | Promise<Uint8Array>;
  /** URL of yiting.wasm. */
  wasm: string;
  /** The module has words for what is wrong in a pack: the console's. */
  words?: boolean;
  /** Origin of the server; without it nothing is synced. */
  server?: string;
  /** The community's id, 64 hex digits; needed for the poke. */
  community?: string;
  /** A kiosk: everything in memory. */
  forget?: boolean;
  makeWorker?: () => Worker;
  /** Default: reloads the page, once per newer build. */
  onOutdated?: (newBuild: string) => void;
}

export type CoreRole = "leader" | "follower" | "waiting";

export interface CoreConnection {
  /** Encoded BridgeRequest to encoded BridgeResponse. Rejects with OutcomeUnknown or Outdated. */
  call(bytes: Uint8Array): Promise<Uint8Array>;
  /** The state moved, here or in another tab. Returns a function that ends it. */
  onChanged(callback: () => void): () => void;
  onRole(callback: (role: CoreRole) => void): () => void;
  close(): void;
  readonly role: CoreRole;
  /** The encoded BridgeResponse{opened} of the present leader. */
  readonly opened: Uint8Array | undefined;
}

/** An act may or may not have been done: look in the outbox before doing it again. */
export class OutcomeUnknown extends Error {}
/** A newer build is open in another tab; this page reloads. */
export class Outdated extends Error {}

export function connectCore(options: CoreOptions): Promise<CoreConnection>;
