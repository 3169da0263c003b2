// "Check everything" runs beside the screens: in small steps, only while the page is looked at, on
// from its place; and what can be saved comes in pieces.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { SaveFile_What } from '../../../web/shared/generated/yiting/v1/bridge_pb';
import {
  AuditView_State as State,
  AuditViewSchema,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { AuditDriver } from '../../../web/shared/host/audit_driver';
import { FakeCore } from '../../../web/shared/host/fake';
import { FakeTrust } from '../../../web/shared/host/fake_trust';
import { Replica } from '../../../web/shared/model/replica';

// A driver over the fake core, with a clock and timers that a test turns.
function rig(total: bigint, msPerEntry = 1) {
  const trust = new FakeTrust();
  const steps: number[] = [];
  const looking = { visible: true, told: () => {} };
  let now = 0;
  let failing = false;
  let timer: { ms: number; then: () => void } | null = null;
  const driver = new AuditDriver({
    async step(entries, anew) {
      steps.push(entries);
      if (failing) throw new Error('the core stopped');
      now += entries * msPerEntry;
      const request = { entries, anew } as Parameters<FakeTrust['step']>[0];
      return create(AuditViewSchema, { ...trust.step(request, total) });
    },
    now: () => now,
    wait: (ms, then) => {
      const mine = { ms, then };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
    visible: () => looking.visible,
    watchVisible: (then) => {
      looking.told = then;
      return () => {
        looking.told = () => {};
      };
    },
  });
  // Lets the next timer ring; the pause that was made, or null when there is none.
  const ring = async () => {
    if (!timer) return null;
    const { ms, then } = timer;
    timer = null;
    then();
    for (let i = 0; i < 5; i++) await Promise.resolve();
    return ms;
  };
  const run = async () => {
    let rings = 0;
    while ((await ring()) !== null) expect(++rings).toBeLessThan(1000);
  };
  const fail = (does: boolean) => (failing = does);
  const grow = (by: bigint) => (total += by);
  return { driver, trust, steps, looking, ring, run, fail, grow };
}

describe('the audit in the background', () => {
  it('does nothing until somebody asks, then everything', async () => {
    const { driver, trust, steps, run } = rig(1000n);
    driver.look(trust.audit);
    await run();
    expect(steps).toEqual([]);
    driver.start();
    await run();
    expect(trust.audit.state).toBe(State.SOUND);
    expect(trust.audit.done).toBe(1000n);
  });

  it('makes steps as large as the device is fast, and rests as long as it worked', async () => {
    const slow = rig(100n, 50);
    slow.driver.start();
    await slow.ring();
    const pause = await slow.ring();
    expect(pause).toBeGreaterThanOrEqual(200);
    await slow.run();
    expect(slow.steps.at(-1)).toBe(1);
    const fast = rig(100_000n, 0.01);
    fast.driver.start();
    await fast.run();
    expect(Math.max(...fast.steps)).toBe(256);
  });

  it('stops while nobody looks and goes on when somebody does', async () => {
    const { driver, trust, steps, looking, ring, run } = rig(10_000n);
    driver.start();
    await ring();
    looking.visible = false;
    await run();
    const before = steps.length;
    expect(trust.audit.state).toBe(State.RUNNING);
    await run();
    expect(steps.length).toBe(before);
    looking.visible = true;
    looking.told();
    await run();
    expect(trust.audit.state).toBe(State.SOUND);
  });

  it('goes on by itself at the next visit, and with entries that came', async () => {
    const { driver, trust, run, grow } = rig(300n);
    Object.assign(trust.audit, { state: State.RUNNING, done: 200n, total: 300n });
    driver.look(trust.audit);
    await run();
    expect(trust.audit.state).toBe(State.SOUND);
    grow(20n);
    trust.audit.total = 320n;
    driver.look(trust.audit);
    await run();
    expect(trust.audit.done).toBe(320n);
  });

  it('waits for what is fetched, and leaves a fault as it is', async () => {
    const { driver, trust, steps, ring, run } = rig(300n);
    trust.missingAt = 100n;
    driver.start();
    while (trust.audit.state !== State.WAITING) expect(await ring()).not.toBeNull();
    expect(await ring()).toBeGreaterThanOrEqual(1000);
    trust.missingAt = null;
    trust.faultAt = 250n;
    await run();
    expect(trust.audit.state).toBe(State.FAULT);
    const before = steps.length;
    driver.look(trust.audit);
    await run();
    expect(steps.length).toBe(before);
    trust.faultAt = null;
    driver.start(true);
    await run();
    expect(trust.audit.state).toBe(State.SOUND);
  });

  it('tries again when the core stops, and never once it is stopped itself', async () => {
    const { driver, trust, ring, run, fail } = rig(50n);
    fail(true);
    driver.start();
    await ring();
    fail(false);
    expect(await ring()).toBeGreaterThanOrEqual(1000);
    await run();
    expect(trust.audit.state).toBe(State.SOUND);
    driver.start(true);
    driver.stop();
    expect(await ring()).toBeNull();
  });
});

describe('what can be saved', () => {
  it('is put together from its pieces, and null when it is not here', async () => {
    const core = new FakeCore();
    const replica = new Replica(core.host());
    const ledger = await replica.save(SaveFile_What.LEDGER);
    expect(ledger!.name).toBe('ledger.yiting');
    const pieces = ledger!.parts.map((part) => new TextDecoder().decode(part));
    expect(pieces.join('')).toBe('piece 0\npiece 1\npiece 2\n');
    expect(await replica.save(SaveFile_What.RECEIPT, 5n)).toBeNull();
    core.trust.receipts.add(5n);
    expect((await replica.save(SaveFile_What.RECEIPT, 5n))!.parts.length).toBe(1);
    expect((await replica.audit(0)).state).toBe(State.STATE_UNSPECIFIED);
    expect((await replica.audit(9)).done).toBe(9n);
  });
});
