// Plays every scenario, those beside this file and those of each rule pack (its folder scenarios),
// with the real command line and compares what it prints.
//   node tests/scenarios/run.mjs transcripts YITING [--rewrite]
//     each FILE.jsonl against FILE.expected, also with --reverse; --rewrite writes FILE.expected
//     anew: read the diff. Generated scenarios against their generators. Each pack that has
//     scenarios by `rules test --strict`: they leave out no action, refusal, deadline or poll.
//   node tests/scenarios/run.mjs same_bits YITING YITING_MJS
//     the native command line against the WebAssembly one under Node: transcripts as text and as
//     JSON, exported ledgers, and the same for random scenarios; and `rules check` of every pack,
//     with fewer decisions than it takes by itself.
// Prints "# pass N" and "# fail N"; exits 1 if anything failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const [what, native, ...rest] = process.argv.slice(2);
const SEEDS = [1, 2, 3];
const RANDOM_COMMANDS = 800;
const CHECK_DECISIONS = 3000;
const GENERATED = [
  ["make_mishixiang.mjs", "tests/scenarios/mishixiang-2020h1.jsonl"],
  ["make_beigan.mjs", "rules/packs/beigan/scenarios/a7_8_a7_13_published.jsonl"],
];

let passed = 0;
let failed = 0;
function expect(name, good, why = "") {
  if (good) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`not ok: ${name}${why ? `\n${why}` : ""}`);
  }
}

// One call of a command line, from the root: {status, out, err}; `out` as bytes. A process that was
// killed has its signal for a status. A Node that a signal ends is started once more: what is
// compared are our bytes, and the engine under them now and then falls (nodejs/node#64500).
function call(command, args) {
  const words = command.endsWith(".mjs") ? ["node", command] : [command];
  const start = () => spawnSync(words[0], [...words.slice(1), ...args], {
    cwd: root, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"] });
  let child = start();
  if (child.signal && words.length > 1) {
    console.log(`Node ended by ${child.signal}, started again: ${words.concat(args).join(" ")}`);
    child = start();
  }
  if (child.error) throw child.error;
  return { status: child.status ?? child.signal, out: child.stdout, err: child.stderr.toString() };
}

function generate(script, args) {
  const made = spawnSync("node", [path.join(here, script), ...args], { maxBuffer: 1 << 30 });
  if (made.status !== 0) throw new Error(`${script}: ${made.stderr}`);
  return made.stdout;
}

// The first line in which two transcripts differ.
function firstDifference(a, b) {
  const [left, right] = [a, b].map((bytes) => bytes.toString().split("\n"));
  const i = left.findIndex((line, k) => line !== right[k]);
  return `  line ${i + 1}\n  - ${left[i]}\n  + ${right[i]}`;
}

// A folder's scenarios, from the root.
function scenariosIn(folder) {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full).filter((name) => name.endsWith(".jsonl")).sort()
    .map((name) => `${folder}/${name}`);
}
const packOf = (file) => /^(rules\/packs\/[^/]+)\/scenarios\//.exec(file)?.[1];
const packs = readdirSync(path.join(root, "rules/packs")).sort();
const scenarios = ["tests/scenarios", ...packs.map((pack) => `rules/packs/${pack}/scenarios`)]
  .flatMap(scenariosIn);
// A long scenario's transcript is kept without its entries: the root covers them all.
const flagsOf = (file) =>
  readFileSync(path.join(root, file), "utf8").includes("\n# transcript: summary\n")
    ? ["--summary"] : [];

function transcripts(rewrite) {
  for (const file of scenarios) {
    const args = ["run", file, ...flagsOf(file)];
    const { status, out, err } = call(native, args);
    expect(`${file} holds`, status === 0, err);
    const kept = path.join(root, file.replace(/\.jsonl$/, ".expected"));
    if (rewrite) writeFileSync(kept, out);
    const expected = existsSync(kept) ? readFileSync(kept) : Buffer.alloc(0);
    expect(`${file} prints what is expected`, out.equals(expected), firstDifference(expected, out));
    const reversed = call(native, [...args, "--reverse"]).out;
    expect(`${file} needs no order that it did not ask for`, out.equals(reversed),
      firstDifference(out, reversed));
  }
  for (const [script, file] of GENERATED) {
    const made = generate(script, []);
    expect(`${file} is what ${script} prints`, made.equals(readFileSync(path.join(root, file))));
  }
  for (const pack of new Set(scenarios.map(packOf).filter(Boolean))) {
    const { status, out, err } = call(native, ["rules", "test", pack, "--strict"]);
    const missing = out.toString().split("\n").filter((line) => line.includes("not covered"));
    expect(`${pack}: its scenarios leave nothing out`, status === 0, err + missing.join("\n"));
  }
}

// Everything that both print or write of one scenario.
function compare(name, file, wasm, folder) {
  for (const flags of [[], ["--json"]]) {
    const ledgers = ["native", "wasm"].map((build) => path.join(folder, `${build}.ledger`));
    const [one, two] = [native, wasm].map((command, i) =>
      call(command, ["run", file, ...flags, "--export", ledgers[i]]));
    const label = `${name} ${flags.join(" ")}`;
    expect(`${label}: exit code`, one.status === two.status,
      `  native ${one.status}, wasm ${two.status}\n${one.err}${two.err}`);
    expect(`${label}: standard error`, one.err === two.err, `${one.err}${two.err}`);
    expect(`${label}: transcript`, one.out.equals(two.out), firstDifference(one.out, two.out));
    const [left, right] = ledgers.map((ledger) => readFileSync(ledger));
    expect(`${label}: ledger file`, left.equals(right));
    if (flags.length > 0) continue;
    for (const verb of [["ledger", "verify"], ["ledger", "export"], ["audit"]]) {
      const [a, b] = [native, wasm].map((command) => call(command, [...verb, ledgers[0]]));
      expect(`${name}: ${verb.join(" ")} succeeds`, a.status === 0, a.err);
      expect(`${name}: ${verb.join(" ")}`, a.out.equals(b.out) && a.status === b.status, b.err);
    }
  }
}

function sameBits(wasm) {
  if (!existsSync(wasm)) throw new Error(`${wasm} is not there; build the wasm preset first`);
  const folder = mkdtempSync(path.join(tmpdir(), "yiting-"));
  try {
    for (const file of scenarios) compare(file, file, wasm, folder);
    for (const seed of SEEDS) {
      const file = path.join(folder, `random-${seed}.jsonl`);
      writeFileSync(file, generate("make_random.mjs", [seed, RANDOM_COMMANDS]));
      compare(`random seed ${seed}`, file, wasm, folder);
      const [ahead, reversed] = [[], ["--reverse"]].map((flags) =>
        call(native, ["run", file, ...flags]).out);
      expect(`random seed ${seed} needs no order that it did not ask for`, ahead.equals(reversed));
    }
    for (const pack of packs) {
      const args = ["rules", "check", `rules/packs/${pack}`, "--json", "--decisions",
        String(CHECK_DECISIONS)];
      const [one, two] = [native, wasm].map((command) => call(command, args));
      expect(`${pack}: rules check: exit code`, one.status === two.status, one.err + two.err);
      expect(`${pack}: rules check`, one.out.equals(two.out), firstDifference(one.out, two.out));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (what === "transcripts") transcripts(rest.includes("--rewrite"));
else if (what === "same_bits") sameBits(rest[0]);
else throw new Error("usage: transcripts YITING [--rewrite] | same_bits YITING YITING_MJS");
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;
