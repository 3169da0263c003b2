// "Check everything" in the background: small steps with pauses between them, so that screens stay
// live; none while nobody looks at the page. The core keeps the place, so that closing the page in
// the middle costs one step at most. Knows no screen: session.ts owns one for each open replica.
import { AuditView_State, type AuditView } from '../generated/yiting/v1/view_pb';

export interface AuditPorts {
  step(entries: number, anew: boolean): Promise<AuditView>;
  now(): number;
  wait(ms: number, then: () => void): () => void; // gives what calls it off
  visible(): boolean;
  watchVisible(then: () => void): () => void;
}

const stepMs = 40; // what one step may take before the next is made smaller
const entriesMax = 256;
const pauseMsMin = 20;
// Entries or rules are being fetched; whatever comes also calls look().
const waitingMs = 5_000;
const failedMs = 30_000;

export class AuditDriver {
  onView: (view: AuditView) => void = () => {};
  onFailure: (error: unknown) => void = () => {};
  private readonly ports: AuditPorts;
  private readonly unwatch: () => void;
  private wanted = false; // it was begun, now or at an earlier visit
  private paused = false; // by hand
  private anew = false;
  private entries = 4; // of the next step
  private busy = false;
  private ended = false;
  private callOff: (() => void) | null = null;

  constructor(ports: AuditPorts) {
    this.ports = ports;
    this.unwatch = ports.watchVisible(() => this.plan(0));
  }

  // Somebody wants everything checked; `anew` from the first entry.
  start(anew = false): void {
    this.paused = false;
    this.wanted = true;
    this.anew ||= anew;
    this.plan(0);
  }

  // How it stands, as every view of the core says. What was begun once is gone on with: in the
  // middle, and when entries have come since. A fault stands.
  look(view: AuditView | undefined): void {
    if (!view || this.ended || this.paused) return;
    const { state, done, total } = view;
    const begun = state === AuditView_State.RUNNING || state === AuditView_State.WAITING;
    const grown = state === AuditView_State.SOUND && done < total;
    if (!begun && !grown) return;
    this.wanted = true;
    this.plan(pauseMsMin);
  }

  // Until start(); the core keeps the place.
  pause(): void {
    this.paused = true;
    this.wanted = false;
    this.callOff?.();
    this.callOff = null;
  }

  stop(): void {
    this.ended = true;
    this.unwatch();
    this.callOff?.();
    this.callOff = null;
  }

  private plan(ms: number): void {
    if (this.ended || !this.wanted || this.busy || !this.ports.visible()) return;
    this.callOff?.();
    this.callOff = this.ports.wait(ms, () => void this.step());
  }

  private async step(): Promise<void> {
    this.callOff = null;
    if (this.ended || this.busy || !this.ports.visible()) return;
    this.busy = true;
    const [anew, began] = [this.anew, this.ports.now()];
    this.anew = false;
    try {
      const view = await this.ports.step(this.entries, anew);
      const took = this.ports.now() - began;
      this.busy = false;
      if (this.ended) return;
      this.onView(view);
      this.go(view, took);
    } catch (error) {
      this.busy = false;
      this.anew ||= anew;
      if (this.ended) return;
      this.onFailure(error);
      this.plan(failedMs);
    }
  }

  private go(view: AuditView, took: number): void {
    if (took > stepMs) this.entries = Math.max(1, this.entries >> 1);
    else if (took < stepMs / 2) this.entries = Math.min(entriesMax, this.entries * 2);
    if (this.anew) return this.plan(0);
    switch (view.state) {
      case AuditView_State.RUNNING:
        // At least as long for everybody else as for this.
        return this.plan(Math.max(pauseMsMin, took));
      case AuditView_State.WAITING:
        return this.plan(waitingMs);
      default:
        this.wanted = false;
    }
  }
}
