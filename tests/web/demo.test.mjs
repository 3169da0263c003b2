// `yiting demo` as a newcomer meets it: it says what to open, there is life in it, and started
// again on its data it is the same place.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { call, start, temporaryFolder } from "./kill9_server.mjs";

const listen = ["--listen", "127.0.0.1:0", "--web", ""];

test("the demo prints its addresses, serves its life, and leaves nothing behind", async () => {
  const server = await start(["demo", ...listen]);
  const addresses = [...server.out.matchAll(/http:\S+\/#\/(visit|as|join)\/([0-9a-f]{64})\/\S+/g)];
  assert.ok(addresses.length >= 10, server.out);
  assert.match(server.out, /\/console\/#\/as\/[0-9a-f]{64}\/[0-9a-f]{64}\/[0-9a-f]{64}\n/);
  const { body } = await call(server.origin, "Describe", {});
  const listed = body.communities.map(
    (one) => Buffer.from(one.community, "base64").toString("hex"));
  for (const [, , community] of addresses) assert.ok(listed.includes(community));
  for (const one of body.communities) {
    assert.ok(Number(one.treeSize) > 100, `${one.title.zh} has ${one.treeSize} entries`);
    const pulled = await call(server.origin, "Pull", { community: one.community });
    assert.equal(pulled.status, 200);
    assert.ok(pulled.body.entries.length > 50);
    const packs = await call(server.origin, "FetchPack", { packHash: "AA==" });
    assert.equal(packs.status, 404);
  }
  const data = server.out.match(/data: (\S+)/)[1];
  assert.ok(existsSync(data));
  assert.equal((await server.stop()).code, 0);
  assert.ok(!existsSync(data), "the temporary folder stays");
});

test("on its own data the demo goes on under the same addresses", async (t) => {
  const data = path.join(temporaryFolder(t), "data");
  const seeds = async () => {
    const server = await start(["demo", "--data", data, ...listen]);
    const found = [...server.out.matchAll(/\/#\/as\/\S+/g)].map((match) => match[0]);
    assert.equal((await server.stop()).code, 0);
    return found;
  };
  const first = await seeds();
  assert.deepEqual(await seeds(), first);
});
