// The promise of "accepted": a server that is killed without warning, again and again, while many
// clients push, has every command that it acknowledged, exactly once, in the place that it named,
// and signs no tree that contradicts one that it signed before.
import assert from "node:assert/strict";
import { test } from "node:test";
import path from "node:path";
import {
  base64, call, listEntries, makeCommunity, serve, temporaryFolder,
} from "./kill9_server.mjs";

const CYCLES = Number(process.env.KILL9_CYCLES ?? 20);
const CLIENTS = 16;
const COMMANDS = 150;

test(`kill -9, ${CYCLES} times in the middle of pushes`, { timeout: 600_000 }, async (t) => {
  const data = path.join(temporaryFolder(t), "data");
  const made = makeCommunity(data, CLIENTS, COMMANDS);
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

  for (let cycle = 0; cycle < CYCLES; cycle++) {
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
    await new Promise((resolve) => setTimeout(resolve, (cycle * 37) % 120));
    killed = true;
    const ended = await server.stop("SIGKILL");
    assert.equal(ended.signal, "SIGKILL");
    await Promise.all(clients);
  }

  assert.ok(interrupted > CYCLES, `only ${interrupted} pushes were cut off: this proves nothing`);

  server = await serve(data);
  await Promise.all(queues.map((_, client) => pushAll(client, () => false)));
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
});
