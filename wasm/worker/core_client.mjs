// What a page imports to speak to the core. All tabs of one replica share one core: the tab that
// holds the Web Lock leads and runs the worker; the others speak to it over a BroadcastChannel.
// When the leader goes, another takes the lock and opens the same files. A page never notices, with
// one exception that it must show: see OutcomeUnknown.
//
//   const core = await connectCore({ folder, build, openRequest, wasm, server, community });
//   const answer = await core.call(encodedBridgeRequest);
//
// Who leads, who may steal the lock and what is asked again: docs/formats/bridge.md, "Tabs".
// Tested by tests/web/tabs.test.mjs in Chromium.
import { requestKind } from "./bridge_messages.mjs";
import { busName, lockName } from "./bus.mjs";
import { CoreLeader } from "./core_leader.mjs";

const TICK_MS = 1000;
const SILENT_TICKS_MAX = 3; // a leader that answers nothing for so long loses its lock
const OUTDATED_TICKS_MAX = 8; // what an older build's leader gets to finish
const RESEND_TICKS = 5; // after which the same leader is asked again; it does one id once
const TRIES_MAX = 2; // terms under which one call is made: a call that kills the core must end
const RESTARTS_MAX = 3; // of a module that dies, within a minute
const FINISH_MS_MAX = 5000; // what an older build's page waits for its own unanswered writes
const RESENDABLE = new Set(["open", "view", "content", "sync", "draft_pack", "save", "audit"]);

// An act, edit or invitation was handed to a leader that went away before it answered. It may have
// been done. The outbox of the next leader says: look there before doing it again.
export class OutcomeUnknown extends Error {
  constructor() {
    super("the tab that kept the data closed before it answered; look in the outbox");
    this.name = "OutcomeUnknown";
  }
}

// This page is of an older build than another tab and is being replaced.
export class Outdated extends Error {
  constructor() {
    super("a newer version is open in another tab; this page reloads");
    this.name = "Outdated";
  }
}

// options:
//   folder        the replica's folder, "c-" + 16 hex digits
//   build         this build's id; a later build's must sort after it as text
//   openRequest   () => an encoded BridgeRequest{open} with fresh entropy; called by whoever leads
//   wasm          URL of yiting.wasm          server, community   for the sync; no server = no sync
//   words         it is yiting_console.wasm: takes the lead from a module without words for packs
//   forget        a kiosk: in memory, never shared with other tabs' files
//   makeWorker    () => Worker; default: core_worker.mjs
//   onOutdated    (newBuild) => void; default: reloads the page, once per newer build
// Resolves once some tab leads. Rejects when this tab leads and cannot open the replica.
export async function connectCore(options) {
  const client = new CoreClient(options);
  await client.ready;
  return client;
}

class CoreClient {
  constructor(options) {
    this.options = { onOutdated: reloadOnce, ...options };
    this.tab = randomId();
    this.words = Boolean(options.words);
    // id -> {bytes, kind, term, tries, ticks, resolve, reject}; term 0 = with nobody
    this.pending = new Map();
    this.leader = null; // {term, build, opened} of the leader that is heard
    this.own = null; // CoreLeader while this tab leads
    this.topTerm = 0;
    this.changedCallbacks = new Set();
    this.roleCallbacks = new Set();
    this.silentTicks = 0;
    this.restarts = []; // when, in ms
    this.closed = false;
    this.outdated = false;
    this.ready = new Promise((resolve, reject) => {
      this.isReady = resolve;
      this.isFailed = reject;
    });
    this.bus = new BroadcastChannel(busName(options.folder));
    this.bus.onmessage = ({ data }) => this.hear(data);
    this.say({ t: "hello" });
    this.queueForLock();
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.onPageHide = () => this.close();
    globalThis.addEventListener?.("pagehide", this.onPageHide);
    // A page that comes back from the browser's back-forward cache has let go of everything.
    globalThis.addEventListener?.("pageshow", ({ persisted }) => persisted && location.reload());
  }

  // "leader", "follower", or "waiting" while nobody leads.
  get role() {
    if (this.own?.ready) return "leader";
    return this.leader ? "follower" : "waiting";
  }

  // The Opened answer of the core as it was when the present leader began, encoded.
  get opened() {
    return this.leader?.opened;
  }

  // An encoded BridgeRequest to an encoded BridgeResponse. Rejects with OutcomeUnknown or Outdated.
  call(bytes) {
    if (this.closed || this.outdated) return Promise.reject(new Outdated());
    return new Promise((resolve, reject) => {
      const id = randomId();
      const kind = requestKind(bytes);
      this.pending.set(id, { bytes, kind, term: 0, tries: 0, ticks: 0, resolve, reject });
      this.sendWaiting();
    });
  }

  // callback(): the state moved, here or in another tab. Returns a function that ends it.
  onChanged(callback) {
    this.changedCallbacks.add(callback);
    return () => this.changedCallbacks.delete(callback);
  }

  onRole(callback) {
    this.roleCallbacks.add(callback);
    return () => this.roleCallbacks.delete(callback);
  }

  // Ends this tab's part: a leader lets go at once, so that another can take over.
  close() {
    if (this.closed) return;
    this.stopLeading(); // says so, which a closed tab cannot
    this.closed = true;
    clearInterval(this.ticker);
    globalThis.removeEventListener?.("pagehide", this.onPageHide);
    this.queue?.abort();
    this.bus.close();
  }

  say(message) {
    const { tab, words, options } = this;
    if (!this.closed) this.bus.postMessage({ ...message, tab, words, build: options.build });
  }

  // ---- The lock ----

  queueForLock() {
    this.requestLock({ signal: (this.queue = new AbortController()).signal });
  }

  // The leader was silent: its lock is taken, and its worker told to give up the files.
  stealLock() {
    this.queue?.abort();
    this.queue = null;
    this.silentTicks = 0;
    this.requestLock({ steal: true });
  }

  async requestLock(how) {
    try {
      await navigator.locks.request(lockName(this.options.folder), how, () => {
        if (this.closed || this.outdated) return undefined;
        return new Promise((letGo) => this.lead(letGo));
      });
    } catch (error) {
      // Ours was stolen, or our place in the queue was given up on purpose.
      if (error.name !== "AbortError") throw error;
      if (!this.own) return;
      this.stopLeading();
    }
    if (!this.closed && !this.outdated && !this.queue) this.queueForLock();
  }

  // ---- Leading ----

  lead(letGo) {
    this.queue = null;
    this.setLeader(null);
    const term = Math.max(this.topTerm + 1, Date.now());
    this.topTerm = term;
    this.say({ t: "takeover", term });
    this.own = new CoreLeader({
      term,
      options: this.options,
      letGo,
      answer: (tab, id, bytes) => this.passAnswer(tab, id, bytes),
      changed: () => {
        this.say({ t: "changed" });
        this.fireChanged();
      },
      ready: (opened) => this.beginTerm(opened),
      failed: (message) => this.leadFailed(message),
      died: () => this.restart(letGo),
    });
  }

  beginTerm(opened) {
    this.announce({ term: this.own.term, build: this.options.build, opened });
    this.say({ t: "leader", ...this.leader });
    this.isReady();
    this.fireChanged();
  }

  leadFailed(message) {
    const error = new Error(`the data on this device cannot be opened: ${message}`);
    this.isFailed(error);
    for (const call of this.pending.values()) call.reject(error);
    this.pending.clear();
    this.close();
  }

  // The module died under a call. A new one opens the same files under a new term.
  restart(letGo) {
    this.own = null;
    this.setLeader(null);
    const now = Date.now();
    this.restarts = [...this.restarts.filter((at) => now - at < 60000), now];
    if (this.restarts.length > RESTARTS_MAX) {
      letGo();
      this.leadFailed("the core stops again and again");
    } else {
      this.lead(letGo);
    }
  }

  stopLeading() {
    if (!this.own) return;
    const { own } = this;
    this.own = null;
    this.say({ t: "leaving", term: own.term });
    if (this.leader?.term === own.term) this.setLeader(null);
    own.end();
  }

  passAnswer(tab, id, bytes) {
    if (tab === this.tab) this.settle(id, bytes);
    else this.say({ t: "answer", to: tab, id, bytes });
  }

  // ---- Following ----

  hear(message) {
    if (message.to && message.to !== this.tab) return;
    if (message.build > this.options.build) {
      if (!this.outdated) this.giveWay(message.build);
      if (message.t !== "answer") return;
    }
    if (message.term > this.topTerm) this.topTerm = message.term;
    const handler = this[`hear_${message.t}`];
    if (handler) handler.call(this, message);
  }

  hear_hello() {
    if (this.own?.ready) this.say({ t: "leader", ...this.leader });
    else if (this.own) this.say({ t: "starting", term: this.own.term });
    else this.say({ t: "greet" }); // hear() compares its build; nothing else is meant
  }

  // Opening may take long; it is not silence.
  hear_starting({ build }) {
    if (build === this.options.build) this.silentTicks = 0;
  }

  // An older build's core may not understand this build's messages: it is asked to go, not spoken
  // to.
  hear_leader({ term, build, opened, words }) {
    if (term < this.topTerm || build !== this.options.build) return;
    if (this.words && !words && !this.own && !this.taken) {
      this.taken = true; // once: a second theft would be from oneself
      return this.stealLock();
    }
    this.silentTicks = 0;
    if (term !== this.leader?.term && !this.own) this.announce({ term, build, opened });
    this.isReady();
  }

  hear_takeover({ term }) {
    if (this.leader && term > this.leader.term && !this.own) this.setLeader(null);
  }

  hear_leaving({ term }) {
    if (this.leader?.term === term) this.setLeader(null);
  }

  hear_call({ tab, id, term, bytes }) {
    if (this.own?.ready && this.own.term === term && !this.outdated) {
      this.say({ t: "got", to: tab, id });
      this.own.call(tab, id, bytes);
    } else if (this.own) {
      this.say({ t: "refused", to: tab, id });
    }
  }

  hear_got() {
    this.silentTicks = 0;
  }

  // Certainly not done: whoever leads next is asked.
  hear_refused({ id }) {
    const call = this.pending.get(id);
    if (call) call.term = 0;
    this.silentTicks = 0;
  }

  hear_answer({ id, bytes }) {
    this.silentTicks = 0;
    this.settle(id, bytes);
  }

  hear_changed() {
    this.fireChanged();
  }

  settle(id, bytes) {
    const call = this.pending.get(id);
    this.pending.delete(id);
    call?.resolve(bytes);
  }

  // A new term begins. What an earlier leader had and did not answer is asked again if asking twice
  // does no harm; of the rest nobody can know.
  announce(leader) {
    this.setLeader(leader);
    for (const [id, call] of this.pending) {
      if (call.term === 0 || call.term === leader.term) continue;
      call.term = 0;
      const again = RESENDABLE.has(call.kind);
      if (again && call.tries < TRIES_MAX) continue;
      this.pending.delete(id);
      call.reject(again ? new Error("the core stopped under this call") : new OutcomeUnknown());
    }
    this.sendWaiting();
  }

  setLeader(leader) {
    this.leader = leader;
    this.silentTicks = 0;
    for (const callback of this.roleCallbacks) callback(this.role);
  }

  sendWaiting() {
    if (!this.leader) return;
    for (const [id, call] of this.pending) {
      if (call.term !== 0) continue;
      call.term = this.leader.term;
      call.tries += 1;
      this.sendCall(id, call);
    }
  }

  sendCall(id, call) {
    call.ticks = 0;
    if (this.own) this.own.call(this.tab, id, call.bytes);
    else this.say({ t: "call", id, term: call.term, bytes: call.bytes });
  }

  // Silence counts only while something is awaited, and only in a tab that a person looks at:
  // timers of hidden tabs sleep, and what they call silence is their own.
  tick() {
    if (this.own || this.outdated || this.closed) return;
    const awaited = this.pending.size > 0 || !this.leader;
    if (!awaited || globalThis.document?.visibilityState === "hidden") {
      this.silentTicks = 0;
      return;
    }
    this.silentTicks += 1;
    const most = this.leader ? SILENT_TICKS_MAX : OUTDATED_TICKS_MAX;
    if (this.silentTicks > most) this.stealLock();
    else this.say({ t: "hello" });
    for (const [id, call] of this.pending) {
      call.ticks += 1;
      if (call.term !== 0 && call.ticks >= RESEND_TICKS) this.sendCall(id, call);
    }
  }

  fireChanged() {
    for (const callback of this.changedCallbacks) callback();
  }

  // ---- Giving way to a newer build ----

  async giveWay(newBuild) {
    this.outdated = true;
    const end = Date.now() + FINISH_MS_MAX;
    const writes = () => [...this.pending.values()].some(({ kind }) => !RESENDABLE.has(kind));
    while (writes() && this.leader && Date.now() < end) await pause(50);
    for (const call of this.pending.values()) call.reject(new Outdated());
    this.pending.clear();
    await this.own?.finish(end - Date.now());
    this.close();
    this.options.onOutdated(newBuild);
  }
}

// A reload that brings the same old build again (an old service worker) must not loop.
function reloadOnce(newBuild) {
  const key = "yiting-reloaded-for";
  if (sessionStorage.getItem(key) === newBuild) return;
  sessionStorage.setItem(key, newBuild);
  location.reload();
}

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
}
