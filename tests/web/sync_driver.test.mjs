// wasm/worker/sync_driver.mjs with ports of a test: a scripted core, a clock that stands still.
//   node --test tests/web/sync_driver.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFields, writeFields } from "../../wasm/worker/bridge_messages.mjs";
import { SyncDriver } from "../../wasm/worker/sync_driver.mjs";

const order = (method, retryMs = 0, changed = false) =>
  writeFields([
    [
      4,
      [
        [1, method],
        [2, Uint8Array.of(7)],
        [3, retryMs],
      ],
    ],
    [8, changed],
  ]);

// The step that the driver sent, as an object.
function stepOf(bytes) {
  const step = Object.fromEntries(readFields(Object.fromEntries(readFields(bytes))[6]));
  const reply = step[3] && Object.fromEntries(readFields(step[3]));
  return {
    online: step[1] === 1,
    poked: step[2] === 1,
    reply: reply && [String.fromCharCode(...reply[1]), reply[2] ?? 0],
  };
}

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

function bench(script) {
  const b = {
    steps: [],
    posts: [],
    timers: [],
    sockets: [],
    errors: [],
    changes: 0,
    isOnline: true,
  };
  b.driver = new SyncDriver({
    call(bytes) {
      b.steps.push(stepOf(bytes));
      return script.length > 0 ? script.shift() : order("");
    },
    post: (method) =>
      new Promise((resolve) =>
        b.posts.push({ method, answer: (status) => resolve({ status, body: new Uint8Array(0) }) }),
      ),
    openPoke(events) {
      const socket = { ...events, closed: false };
      b.sockets.push(socket);
      return () => {
        socket.closed = true;
      };
    },
    now: () => 1000,
    wait(ms, callback) {
      const timer = { ms, callback };
      b.timers.push(timer);
      return () => b.timers.splice(b.timers.indexOf(timer), b.timers.includes(timer) ? 1 : 0);
    },
    online: () => b.isOnline,
    watchOnline(callback) {
      b.onlineMoved = callback;
      return () => {};
    },
    onChanged: () => (b.changes += 1),
    onError: (text) => b.errors.push(text),
  });
  return b;
}

test("an order is posted, its reply handed back, and only one is ever in flight", async () => {
  const b = bench([order("Push"), order("Pull", 0, true), order("", 30000)]);
  b.driver.start();
  await settle();
  assert.deepEqual(
    b.posts.map((post) => post.method),
    ["Push"],
  );
  b.driver.wake();
  b.driver.wake(true);
  await settle();
  assert.equal(b.posts.length, 1);
  b.posts[0].answer(200);
  await settle();
  assert.deepEqual(b.steps[1], { online: true, poked: true, reply: ["Push", 200] });
  assert.equal(b.changes, 1);
  b.posts[1].answer(0);
  await settle();
  assert.deepEqual(b.steps[2], { online: true, poked: false, reply: ["Pull", 0] });
  assert.equal(b.steps.length, 3);
  assert.deepEqual(
    b.timers.map((timer) => timer.ms),
    [30000],
  );
});

test("rests until woken, or for the time that the core says", async () => {
  const b = bench([order("", 0), order("", 500), order("", 0)]);
  b.driver.start();
  await settle();
  assert.equal(b.steps.length, 1);
  assert.equal(b.timers.length, 0);
  b.driver.wake();
  await settle();
  assert.equal(b.steps.length, 2);
  b.timers.shift().callback();
  await settle();
  assert.equal(b.steps.length, 3);
});

test("a core that answers with an error is asked again after a pause", async () => {
  const b = bench([writeFields([[1, "disk full"]]), order("")]);
  b.driver.start();
  await settle();
  assert.deepEqual(b.errors, ["disk full"]);
  assert.deepEqual(
    b.timers.map((timer) => timer.ms),
    [5000],
  );
  b.timers.shift().callback();
  await settle();
  assert.equal(b.steps.length, 2);
});

test("a poke, and a socket that comes up again, ask for what is new", async () => {
  const b = bench([]);
  b.driver.start();
  await settle();
  b.sockets[0].onOpen();
  await settle();
  b.sockets[0].onPoke();
  await settle();
  assert.deepEqual(
    b.steps.map((step) => step.poked),
    [false, true, true],
  );
});

test("a socket that closes is opened again, later each time, at most after a minute", async () => {
  const b = bench([]);
  b.driver.start();
  await settle();
  const pauses = [];
  for (let i = 0; i < 9; i++) {
    b.sockets.at(-1).onClose();
    pauses.push(b.timers.at(-1).ms);
    b.timers.pop().callback();
  }
  for (const [i, pause] of pauses.entries()) {
    const most = Math.min(1000 * 2 ** i, 60000);
    assert.ok(pause >= most / 2 && pause <= most, `pause ${i} was ${pause}`);
  }
  assert.equal(b.sockets.length, 10);
});

test("offline says so to the core; online connects at once", async () => {
  const b = bench([]);
  b.isOnline = false;
  b.driver.start();
  await settle();
  assert.equal(b.sockets.length, 0);
  assert.equal(b.steps[0].online, false);
  assert.deepEqual(
    b.timers.map((timer) => timer.ms),
    [30000],
  );
  b.isOnline = true;
  b.onlineMoved();
  await settle();
  assert.equal(b.sockets.length, 1);
  assert.equal(b.steps[1].online, true);
});

test("after stop nothing is asked, posted or opened", async () => {
  const b = bench([order("Push")]);
  b.driver.start();
  await settle();
  b.driver.stop();
  b.posts[0].answer(200);
  await settle();
  b.sockets[0].onClose();
  assert.equal(b.steps.length, 1);
  assert.equal(b.sockets.length, 1);
  assert.equal(b.sockets[0].closed, true);
  await b.driver.done;
});
