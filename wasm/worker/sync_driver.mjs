// Drives one replica's sync: asks the core what to send, sends it, hands back what came. The core
// decides everything (core/replica); this knows HTTP, time and the poke, all given as ports, so
// that the browser's worker, the mini-program and tests run the same loop.
//
// Only one request is ever in flight. Runs only where the core is: in the leader (core_client.mjs).
// Messages: docs/formats/sync.md, docs/formats/bridge.md.
// Tested by tests/web/sync_driver.test.mjs
import { readResponse, syncRequest } from "./bridge_messages.mjs";

const ERROR_PAUSE_MS = 5000;
const OFFLINE_PAUSE_MS = 30000; // the event that ends being offline may never come
const POKE_PAUSE_MS_MIN = 1000;
const POKE_PAUSE_MS_MAX = 60000;

// ports:
//   call(bytes) -> bytes          the core; may throw when it died, which ends the driver
//   post(method, body) -> Promise<{status, body}>   status 0 = no connection; never rejects
//   openPoke({onOpen, onPoke, onClose}) -> close()  one WebSocket; absent = no pokes
//   now() -> ms, wait(ms, callback) -> cancel()
//   online() -> boolean, watchOnline(callback) -> stop()
//   onChanged(), onError(text)
export class SyncDriver {
  constructor(ports) {
    this.ports = ports;
    this.running = false;
    this.poked = false;
    this.asked = false; // wake() came while a request was in flight
    this.wakeNow = null; // set while the loop waits
    this.pokePauseMs = POKE_PAUSE_MS_MIN;
    this.closePoke = null;
    this.cancelPoke = null;
  }

  start() {
    this.running = true;
    this.stopOnline = this.ports.watchOnline(() => this.onlineChanged());
    this.connectPoke();
    this.done = this.loop();
  }

  stop() {
    this.running = false;
    this.stopOnline?.();
    this.closePoke?.();
    this.closePoke = null;
    this.cancelPoke?.();
    this.wake();
  }

  // Something to do may have come up: an act, or with `poked` news at the server.
  wake(poked = false) {
    this.poked ||= poked;
    this.asked = true;
    this.wakeNow?.();
  }

  async loop() {
    let reply;
    while (this.running) {
      const order = this.step(reply);
      reply = undefined;
      if (order?.method) {
        const { status, body } = await this.ports.post(order.method, order.body);
        reply = { method: order.method, status, body };
      } else if (!this.asked) {
        await this.rest(order ? this.pauseAfter(order) : ERROR_PAUSE_MS);
      }
    }
  }

  // One SyncStep. Undefined when the core answered with an error.
  step(reply) {
    this.asked = false;
    const poked = this.poked;
    this.poked = false;
    const request = { nowMs: this.ports.now(), online: this.ports.online(), poked, reply };
    const { error, changed, order } = readResponse(this.ports.call(syncRequest(request)));
    if (changed) this.ports.onChanged();
    if (!error) return order ?? { method: "", retryMs: 0 };
    this.ports.onError(error);
    return undefined;
  }

  pauseAfter({ retryMs }) {
    if (this.ports.online()) return retryMs;
    return retryMs > 0 ? Math.min(retryMs, OFFLINE_PAUSE_MS) : OFFLINE_PAUSE_MS;
  }

  // Until woken, or for `ms`; 0 = until woken.
  rest(ms) {
    return new Promise((resolve) => {
      const cancel = ms > 0 ? this.ports.wait(ms, () => this.wakeNow()) : () => {};
      this.wakeNow = () => {
        this.wakeNow = null;
        cancel();
        resolve();
      };
    });
  }

  onlineChanged() {
    if (this.ports.online()) {
      this.pokePauseMs = POKE_PAUSE_MS_MIN;
      this.cancelPoke?.();
      this.connectPoke();
    }
    this.wake();
  }

  // A poke that was missed while the socket was down is made up for by asking once it is up.
  connectPoke() {
    if (!this.running || this.closePoke || !this.ports.openPoke || !this.ports.online()) return;
    this.cancelPoke = null;
    this.closePoke = this.ports.openPoke({
      onOpen: () => {
        this.pokePauseMs = POKE_PAUSE_MS_MIN;
        this.wake(true);
      },
      onPoke: () => this.wake(true),
      onClose: () => this.pokeClosed(),
    });
  }

  pokeClosed() {
    this.closePoke = null;
    if (!this.running) return;
    // Half of the pause is chance, so that a thousand phones do not come back in one moment.
    const pause = this.pokePauseMs / 2 + (Math.random() * this.pokePauseMs) / 2;
    this.pokePauseMs = Math.min(this.pokePauseMs * 2, POKE_PAUSE_MS_MAX);
    this.cancelPoke = this.ports.wait(pause, () => this.connectPoke());
  }
}
