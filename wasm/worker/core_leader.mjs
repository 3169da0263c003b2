// The leading tab's side of core_client.mjs: runs the worker, hands it calls, watches over it.
// A call that comes twice with one id is done once: its answer is remembered for a while.
// Tested by tests/web/tabs.test.mjs

const REMEMBERED_MAX = 256;
const REMEMBERED_BYTES_MAX = 4096; // answers of acts are small; a large one is a view, asked anew
const TICK_MS = 1000;
const WORKER_SILENT_MS_MAX = 60000; // a single call of the core, a catch-up too, is shorter

export class CoreLeader {
  // ports: {term, options, letGo(), answer(tab, id, bytes), changed(), ready(opened),
  //         failed(message), died()}. letGo releases the lock.
  constructor(ports) {
    this.ports = ports;
    this.term = ports.term;
    this.ready = false;
    this.ended = false;
    this.running = new Map(); // id -> {tab, since}
    this.answers = new Map(); // id -> bytes, oldest first
    this.outgoing = [];
    this.worker = ports.options.makeWorker?.() ?? defaultWorker();
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (event) =>
      this.workerBroke(event.message ?? "the worker could not start");
    this.ticker = setInterval(() => this.watch(), TICK_MS);
    this.tellOnline = () => this.worker.postMessage({ t: "online", online: navigator.onLine });
    for (const event of ["online", "offline"]) {
      globalThis.addEventListener?.(event, this.tellOnline);
    }
    this.start();
  }

  async start() {
    const { folder, wasm, server, community, forget, openRequest } = this.ports.options;
    // Asks the browser not to clear the data under pressure. No answer changes what we do.
    globalThis.navigator?.storage?.persist?.().catch(() => {});
    try {
      const open = await openRequest();
      if (this.ended) return;
      const { term } = this;
      this.worker.postMessage({ t: "start", term, folder, open, wasm, server, community, forget });
    } catch (error) {
      this.workerBroke(String(error?.message ?? error));
    }
  }

  call(tab, id, bytes) {
    const known = this.answers.get(id);
    if (known) {
      this.ports.answer(tab, id, known.slice());
      return;
    }
    if (this.running.has(id)) return;
    this.running.set(id, { tab, since: Date.now() });
    this.outgoing.push({ id, bytes });
    if (this.outgoing.length === 1) queueMicrotask(() => this.flush());
  }

  flush() {
    if (this.ended) return;
    this.worker.postMessage({ t: "calls", calls: this.outgoing });
    this.outgoing = [];
  }

  receive(message) {
    if (this.ended) return;
    if (message.t === "answers") this.takeAnswers(message.answers);
    if (message.t === "changed") this.ports.changed();
    if (message.t === "released") this.released?.();
    if (message.t === "died") this.workerBroke(message.message);
    if (message.t === "failed") {
      this.stop();
      this.ports.failed(message.message);
    }
    if (message.t === "started") {
      this.ready = true;
      this.ports.ready(message.opened);
    }
  }

  takeAnswers(answers) {
    const now = Date.now();
    for (const call of this.running.values()) call.since = now;
    for (const { id, bytes } of answers) {
      const call = this.running.get(id);
      this.running.delete(id);
      if (bytes.length <= REMEMBERED_BYTES_MAX) this.answers.set(id, bytes.slice());
      if (call) this.ports.answer(call.tab, id, bytes);
    }
    for (const id of this.answers.keys()) {
      if (this.answers.size <= REMEMBERED_MAX) break;
      this.answers.delete(id);
    }
  }

  watch() {
    const now = Date.now();
    for (const { since } of this.running.values()) {
      if (now - since > WORKER_SILENT_MS_MAX) return this.workerBroke("the core does not answer");
    }
  }

  // Before it is ready this is a device that cannot open the data; later, a core to start again.
  workerBroke(message) {
    if (this.ended) return;
    console.error(`yiting core: ${message}`);
    const wasReady = this.ready;
    this.stop();
    if (wasReady) this.ports.died();
    else this.ports.failed(message);
  }

  // Lets the worker finish what it has, close the replica and give back its files, for at most
  // `ms`.
  async finish(ms) {
    const end = Date.now() + ms;
    while (this.running.size > 0 && Date.now() < end) await pause(20);
    if (this.ended) return;
    const released = new Promise((resolve) => {
      this.released = resolve;
    });
    this.worker.postMessage({ t: "release" });
    await Promise.race([released, pause(Math.max(end - Date.now(), 500))]);
  }

  stop() {
    this.ended = true;
    this.ready = false;
    clearInterval(this.ticker);
    for (const event of ["online", "offline"]) {
      globalThis.removeEventListener?.(event, this.tellOnline);
    }
    this.worker.terminate();
  }

  // The files are free once the worker is gone; only then may the next tab have the lock.
  end() {
    if (!this.ended) this.stop();
    this.ports.letGo();
  }
}

function defaultWorker() {
  return new Worker(new URL("./core_worker.mjs", import.meta.url), { type: "module" });
}

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
