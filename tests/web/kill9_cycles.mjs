// A server that is killed without warning, again and again, while many clients push. Used by
// kill9.test.mjs and by the long run (tests/long/kill9.mjs).
import assert from "node:assert/strict";
import { base64, call, listEntries, makeCommunity, serve } from "./kill9_server.mjs";

const CLIENTS = 16;
const COMMANDS_A_CYCLE = 8; // of each client; what a cycle gets through before it is killed
const WAIT_MS = 60; // the longest between the first answers and the kill

// Kills the server of a new community in the folder `data` that often. Throws if anything that was
// acknowledged is lost, doubled, elsewhere or without its contents, or if what was signed before a
// kill is contradicted after it. Returns {acknowledged, interrupted, entries}.
export async function killCycles(data, cycles) {
  const made = makeCommunity(data, CLIENTS, cycles * COMMANDS_A_CYCLE);
  const queues = Array.from({ length: CLIENTS }, () => []);
  for (const command of made.commands) queues[command.client].push(command);
  const acknowledged = new Map(); // id → seq
  let checkpoint = "";
  let interrupted = 0; // pushes that a kill cut off
  let server;

  // Pushes a client's commands from where it is until the server goes or nothing is left.
  async function pushAll(client, stopped) {
    const queue = queues[client];
    while (queue.length > 0 && !stopped()) {
      const command = queue[0];
      let reply;
      try {
        reply = await call(server.origin, "Push", command.push);
      } catch {
        interrupted++;
        return; // killed: this one may or may not be in; it is pushed again
      }
      if (reply.status === 503) continue;
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
      const result = reply.body.results[0];
      assert.ok("accepted" in result, `${command.id} was refused`);
      acknowledged.set(command.id, Number(result.accepted));
      checkpoint = reply.body.checkpoint;
      queue.shift();
    }
  }

  for (let cycle = 0; cycle < cycles; cycle++) {
    server = await serve(data);
    // What it signed before the kill must be a beginning of what it has now.
    const pull = { community: base64(made.community), from: "999999", checkpoint };
    const pulled = await call(server.origin, "Pull", pull);
    assert.equal(pulled.status, 200, JSON.stringify(pulled.body));
    // An old acknowledgement is repeated, not made anew.
    const old = made.commands.find((command) => acknowledged.has(command.id));
    if (old) {
      const again = await call(server.origin, "Push", old.push);
      assert.equal(Number(again.body.results[0].accepted), acknowledged.get(old.id));
    }
    let killed = false;
    const before = acknowledged.size;
    const clients = queues.map((_, client) => pushAll(client, () => killed));
    // At least a few are through, then any moment is as good as another.
    while (acknowledged.size < before + 10 && queues.some((queue) => queue.length > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await new Promise((resolve) => setTimeout(resolve, (cycle * 37) % WAIT_MS));
    killed = true;
    const ended = await server.stop("SIGKILL");
    assert.equal(ended.signal, "SIGKILL");
    await Promise.all(clients);
  }

  assert.ok(interrupted > cycles, `only ${interrupted} pushes were cut off: this proves nothing`);
  const acknowledgedBefore = acknowledged.size;

  server = await serve(data);
  // A machine that is very busy may cut a connection by itself.
  for (let attempt = 0; attempt < 10 && queues.some((queue) => queue.length > 0); attempt++) {
    await Promise.all(queues.map((_, client) => pushAll(client, () => false)));
  }
  assert.ok(queues.every((queue) => queue.length === 0), "the server takes no more commands");
  // Everything once more: nothing is doubled.
  await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
    for (const command of made.commands) {
      if (command.client !== client) continue;
      const reply = await call(server.origin, "Push", command.push);
      assert.equal(Number(reply.body.results[0].accepted), acknowledged.get(command.id));
    }
  }));
  assert.equal((await server.stop()).code, 0);

  const entries = listEntries(data);
  assert.deepEqual(entries.map((entry) => entry.seq), entries.map((_, index) => index));
  const where = new Map();
  for (const { seq, id } of entries) {
    if (id === "-") continue;
    assert.ok(!where.has(id), `${id} is in entries ${where.get(id)} and ${seq}`);
    where.set(id, seq);
  }
  for (const command of made.commands) {
    assert.equal(where.get(command.id), acknowledged.get(command.id), command.id);
  }
  assert.equal(where.size, made.commands.length + made.size);
  const unreadable = entries.filter((entry) => entry.unreadable > 0);
  assert.deepEqual(unreadable, [], "contents of accepted commands are gone");
  return { acknowledged: acknowledgedBefore, interrupted, entries: entries.length };
}
