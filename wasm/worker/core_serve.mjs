// What the dedicated worker does: holds one core and its files, and answers calls in their order.
// Everything of the platform is given (makeCore, openPorts), so that tests put a core of their own
// in.
//
// From the page:  {t: "start", term, folder, open, wasm, server, community}
//                 {t: "calls", calls: [{id, bytes}]}     {t: "release"}
//                 {t: "online", online}: a page hears of the network more surely than a worker
// To the page:    {t: "started", opened} or {t: "failed", message}
//                 {t: "answers", answers: [{id, bytes}]} {t: "changed"} {t: "released"}
//                 {t: "died", message}: the module is of no more use; end this worker
// Calls that arrived together are answered together.
// Tested by tests/web/tabs.test.mjs
import {
  asksServer,
  closeRequest,
  errorResponse,
  readResponse,
  requestKind,
} from "./bridge_messages.mjs";
import { SyncDriver } from "./sync_driver.mjs";
import { busName } from "./bus.mjs";

const SLICE_MS = 20; // answers leave at least this often while many calls wait
// After these there may be something to send; a content that is not here is to be asked for.
const WRITES = new Set(["act", "edit", "invite", "content"]);

// makeCore(start message) -> Promise<{call(bytes), release()}>; openPorts(start message) -> ports
// of SyncDriver without call, onChanged and onError, or undefined for a core that never syncs.
export function serveCore(scope, { makeCore, openPorts }) {
  const server = new Server(scope, makeCore, openPorts);
  scope.onmessage = ({ data }) => server.receive(data);
}

class Server {
  constructor(scope, makeCore, openPorts) {
    this.scope = scope;
    this.makeCore = makeCore;
    this.openPorts = openPorts;
    this.core = null;
    this.driver = null;
    this.queue = [];
    this.scheduled = false;
    this.kick = new MessageChannel();
    this.kick.port1.onmessage = () => this.drain();
  }

  send(message, transfer = []) {
    this.scope.postMessage(message, transfer);
  }

  receive(message) {
    if (message.t === "start") this.start(message);
    if (message.t === "release") this.release();
    if (message.t === "online") {
      this.onlineSaid = message.online;
      this.driver?.onlineChanged();
    }
    if (message.t === "calls") {
      this.queue.push(...message.calls);
      this.schedule();
    }
  }

  async start(message) {
    this.yieldToThief(message);
    try {
      this.core = await this.makeCore(message);
      const opened = this.core.call(message.open);
      const { error } = readResponse(opened);
      if (error) throw new Error(error);
      this.send({ t: "started", opened });
    } catch (error) {
      this.core?.release();
      this.core = null;
      this.send({ t: "failed", message: String(error?.message ?? error) });
      return;
    }
    const ports = this.openPorts?.(message);
    if (ports) this.startDriver(ports);
    this.schedule();
  }

  startDriver(ports) {
    this.driver = new SyncDriver({
      ...ports,
      online: () => this.onlineSaid ?? ports.online(),
      call: (bytes) => this.callCore(bytes),
      onChanged: () => this.send({ t: "changed" }),
      onError: (text) => console.warn(`sync: ${text}`),
    });
    this.driver.start();
    // Only a core that died ends the loop with an error, and the page was told then.
    this.driver.done.catch(() => {});
  }

  // Another tab took the lock because this one's page was silent. The page may hang, so the worker
  // listens itself: the files must be free for the new leader.
  yieldToThief({ folder, term }) {
    if (!folder) return;
    this.bus = new BroadcastChannel(busName(folder));
    this.bus.onmessage = ({ data }) => {
      if (data.t === "takeover" && data.term > term) this.release();
    };
  }

  schedule() {
    if (this.scheduled || this.queue.length === 0 || !this.core) return;
    this.scheduled = true;
    this.kick.port2.postMessage(0);
  }

  drain() {
    this.scheduled = false;
    const end = performance.now() + SLICE_MS;
    const answers = [];
    let changed = false;
    while (this.core && this.queue.length > 0 && performance.now() < end) {
      const { id, bytes } = this.queue.shift();
      const answer = this.answer(bytes);
      if (!answer) break;
      changed ||= answer.changed;
      answers.push({ id, bytes: answer.bytes });
    }
    if (answers.length > 0) {
      this.send(
        { t: "answers", answers },
        answers.map(({ bytes }) => bytes.buffer),
      );
    }
    if (changed) this.send({ t: "changed" });
    this.schedule();
  }

  // One call of a page. Opening again describes what is open; closing is the worker's own affair.
  answer(bytes) {
    const kind = requestKind(bytes);
    if (kind === "close") {
      return {
        bytes: errorResponse("a page does not close the core; it disconnects"),
        changed: false,
      };
    }
    try {
      const answer = this.callCore(bytes);
      const { changed, error } = readResponse(answer);
      const asks = (kind === "audit" && changed) || (kind === "view" && asksServer(bytes));
      const wants = WRITES.has(kind) || asks; // what it waits for
      if (wants && !error) this.driver?.wake();
      return { bytes: answer, changed };
    } catch {
      return undefined;
    }
  }

  callCore(bytes) {
    if (!this.core) throw new Error("there is no core");
    try {
      return this.core.call(bytes);
    } catch (error) {
      const message = String(error?.message ?? error);
      this.drop();
      this.send({ t: "died", message });
      throw error;
    }
  }

  drop() {
    this.driver?.stop();
    this.driver = null;
    const core = this.core;
    this.core = null;
    core?.release();
  }

  release() {
    try {
      this.core?.call(closeRequest(Date.now()));
    } catch {
      // It died while closing; its files go back all the same, and the journal mends them.
    }
    this.drop();
    this.bus?.close();
    this.send({ t: "released" });
  }
}
