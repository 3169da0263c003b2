// The command line as WebAssembly prints what the native one prints, byte for byte.
//   node --test tests/web/cli.test.mjs     (needs build/wasm/yiting.mjs and build/native/yiting)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { runVerb } from "../../wasm/host/verb_port.mjs";
import { built, root } from "./browser_support.mjs";

const native = process.env.YITING_NATIVE ?? path.join(root, "build/native/yiting");
const launcher = path.join(built, "yiting.mjs");

function run(program, args, cwd = root) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, maxBuffer: 1 << 28 });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

const wasm = (args, cwd) => run(process.execPath, [launcher, ...args], cwd);

function same(args) {
  const [one, other] = [run(native, args), wasm(args)];
  assert.deepEqual(other, one, args.join(" "));
  return one;
}

const packs = fs.readdirSync(path.join(root, "rules/packs")).sort();
const folder = path.join(root, "tests/scenarios");
const scenarios = fs
  .readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".jsonl"))
  .sort();

for (const pack of packs) {
  test(`rules check ${pack}`, () => {
    const { status, err } = same(["rules", "check", `rules/packs/${pack}`]);
    assert.equal(status, 0, err);
  });
}

for (const pack of packs) {
  test(`rules graph ${pack}`, () => {
    for (const flags of [["--mermaid"], ["--svg"], ["--svg", "--language", "en"]]) {
      const { status, out, err } = same(["rules", "graph", `rules/packs/${pack}`, ...flags]);
      assert.equal(status, 0, err);
      assert.match(out, flags[0] === "--svg" ? /^<svg [^]*<\/svg>\n$/ : /^flowchart TD\n/);
    }
  });
}

// One of each pack's; all of them run on both builds in tests/scenarios.
const firstOfEach = new Map(scenarios.map((name) => [path.dirname(name), name]).reverse());
for (const name of firstOfEach.values()) {
  test(`run ${name}`, () => {
    const { status, out, err } = same(["run", path.join("tests/scenarios", name), "--json"]);
    assert.equal(status, 0, err);
    assert.ok(out.length > 100);
  });
}

test("a file that is not there, a verb that is unknown, and no verb are one clear line", () => {
  for (const args of [
    ["run", "none.jsonl"],
    ["ledger", "verify", "none.ledger"],
  ]) {
    const { status, err } = same(args);
    assert.equal(status, 2);
    assert.match(err, /^yiting: .*none\.\w+.*\n$/);
  }
  for (const args of [["dance"], []]) {
    const { status, err } = wasm(args);
    assert.equal(status, 2);
    assert.match(err, /^yiting: .*\n$/);
  }
  const { status, err } = run(native, ["dance"]);
  assert.equal(status, 2);
  assert.equal(err, 'yiting: there is no command "dance" (see yiting --help)\n');
});

test("the rules are found from any folder", () => {
  const { status, err } = wasm(
    ["rules", "check", path.join(root, "rules/packs", packs[0])],
    os.tmpdir(),
  );
  assert.equal(status, 0, err);
});

test("a dry run prints the same bytes, and how far it is beside them", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "yiting-"));
  try {
    const ledger = path.join(folder, "half_year.yiting");
    const half = "tests/scenarios/mishixiang-2020h1.jsonl";
    assert.equal(run(native, ["run", half, "--summary", "--export", ledger]).status, 0);
    const words = ["rules", "simulate", "rules/packs/mishixiang", "--ledger", ledger];
    for (const flags of [[], ["--set", "invite_days=1"], ["--set", "quorum=9/10", "--json"]]) {
      const { status, out, err } = same([...words, ...flags, "--quiet"]);
      assert.equal(status, 0, err);
      assert.ok(out.length > 500);
      assert.equal(err, "");
    }
    // Not quiet: whatever the host says of it, it is not among what was asked for.
    for (const one of [run(native, words), wasm(words)]) {
      assert.equal(one.status, 0);
      assert.doesNotMatch(one.out, / \/ \d+ \(\d+ %\)/);
      for (const line of one.err.split("\n").slice(0, -1)) {
        assert.match(line, /^试算 dry run \d+ \/ \d+ \(\d+ %\)$/);
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("a verb runs over files that are no files, as the rules studio's do", async () => {
  const files = new Map();
  const add = (from, to) => {
    for (const entry of fs.readdirSync(from, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const whole = path.join(entry.parentPath ?? entry.path, entry.name);
      files.set(path.join(to, path.relative(from, whole)), fs.readFileSync(whole));
    }
  };
  add(path.join(root, "rules/lib"), "rules/lib");
  add(path.join(root, "rules/packs", packs[0]), "mine");
  const io = {
    read: (name) => files.get(path.normalize(name)),
    list(name) {
      const inside = `${path.normalize(name).replace(/\/$/, "")}/`;
      const names = new Set();
      for (const file of files.keys()) {
        if (!file.startsWith(inside)) continue;
        const [first, more] = file.slice(inside.length).split("/");
        names.add(more === undefined ? first : `${first}/`);
      }
      return names.size > 0 ? [...names] : undefined;
    },
    write: () => {
      throw new Error("nothing is written here");
    },
    out: (bytes) => said.push(Buffer.from(bytes)),
    err: (bytes) => said.push(Buffer.from(bytes)),
  };
  const said = [];
  const module_ = fs.readFileSync(path.join(built, "yiting_cli.wasm"));
  assert.equal(await runVerb(module_, ["rules", "check", "mine"], io), 0, Buffer.concat(said) + "");
  files.set("mine/pack.lua", Buffer.from("return pack {"));
  assert.equal(await runVerb(module_, ["rules", "check", "mine"], io), 1);
  assert.match(Buffer.concat(said).toString(), /pack\.lua:1/);
});
