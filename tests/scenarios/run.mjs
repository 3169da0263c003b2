// Plays every scenario, those beside this file and those of each rule pack (its folder scenarios),
// with the real command line and compares what it prints.
//   node tests/scenarios/run.mjs transcripts YITING [--rewrite]
//     each FILE.jsonl against FILE.expected, also with --reverse; --rewrite writes FILE.expected
//     anew: read the diff. Generated scenarios against their generators. Each pack's by
//     `rules test --strict`: they leave out no action, refusal, deadline, poll or feast day.
//   node tests/scenarios/run.mjs same_bits YITING YITING_MJS
//     the native command line against the WebAssembly one under Node: transcripts as text and as
//     JSON, exported ledgers, and the same for random scenarios; of each pack `rules test --json`,
//     which has the digest of every scenario's transcript, and `rules check` with fewer decisions
//     than it takes by itself.
// Prints "# pass N" and "# fail N"; exits 1 if anything failed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
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

// One run of a program, from the root: {status, out, err}; `out` as bytes. A process that was
// killed has its signal for a status.
function start(words) {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0], words.slice(1), { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err] = [[], []];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.stderr.on("data", (bytes) => err.push(bytes));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({
      status: code ?? signal, out: Buffer.concat(out), err: Buffer.concat(err).toString() }));
  });
}

// One call of a command line. A Node that a signal ends is started once more: what is compared are
// our bytes, and the engine under them now and then falls (nodejs/node#64500).
async function call(command, args) {
  const words = [...(command.endsWith(".mjs") ? ["node"] : []), command, ...args];
  const ended = await start(words);
  if (typeof ended.status === "number" || words[0] !== "node") return ended;
  console.log(`Node ended by ${ended.status}, started again: ${words.join(" ")}`);
  return start(words);
}

// The same call of several command lines, one after the other.
async function callEach(commands, args) {
  const ended = [];
  for (const [i, command] of commands.entries()) ended.push(await call(command, args(i)));
  return ended;
}

// Does `work` for each item, as many at once as there are processors.
async function forEach(items, work) {
  const rest = [...items];
  const lane = async () => {
    while (rest.length > 0) await work(rest.shift());
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
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
const packs = readdirSync(path.join(root, "rules/packs")).sort()
  .map((name) => `rules/packs/${name}`);
const own = scenariosIn("tests/scenarios");
const scenarios = [...own, ...packs.flatMap((pack) => scenariosIn(`${pack}/scenarios`))];
// A long scenario's transcript is kept without its entries: the root covers them all.
const flagsOf = (file) =>
  readFileSync(path.join(root, file), "utf8").includes("\n# transcript: summary\n")
    ? ["--summary"] : [];

async function transcripts(rewrite) {
  await forEach(scenarios, async (file) => {
    const args = ["run", file, ...flagsOf(file)];
    const { status, out, err } = await call(native, args);
    expect(`${file} holds`, status === 0, err);
    const kept = path.join(root, file.replace(/\.jsonl$/, ".expected"));
    if (rewrite) writeFileSync(kept, out);
    const expected = existsSync(kept) ? readFileSync(kept) : Buffer.alloc(0);
    expect(`${file} prints what is expected`, out.equals(expected), firstDifference(expected, out));
    const reversed = (await call(native, [...args, "--reverse"])).out;
    expect(`${file} needs no order that it did not ask for`, out.equals(reversed),
      firstDifference(out, reversed));
  });
  for (const [script, file] of GENERATED) {
    const made = generate(script, []);
    expect(`${file} is what ${script} prints`, made.equals(readFileSync(path.join(root, file))));
  }
  await forEach(packs, async (pack) => {
    const { status, out, err } = await call(native, ["rules", "test", pack, "--strict"]);
    const missing = out.toString().split("\n").filter((line) => line.includes("not covered"));
    expect(`${pack}: its scenarios leave nothing out`, status === 0, err + missing.join("\n"));
  });
}

// Everything that both print or write of one scenario.
async function compare(name, file, wasm, folder) {
  const stem = path.join(folder, name.replaceAll(/[^a-z0-9_]/g, "-"));
  const ledgers = ["native", "wasm"].map((build) => `${stem}.${build}.ledger`);
  for (const flags of [[], ["--json"]]) {
    const [one, two] = await callEach([native, wasm],
      (i) => ["run", file, ...flags, "--export", ledgers[i]]);
    const label = `${name} ${flags.join(" ")}`;
    expect(`${label}: exit code`, one.status === two.status,
      `  native ${one.status}, wasm ${two.status}\n${one.err}${two.err}`);
    expect(`${label}: standard error`, one.err === two.err, `${one.err}${two.err}`);
    expect(`${label}: transcript`, one.out.equals(two.out), firstDifference(one.out, two.out));
    const [left, right] = ledgers.map((ledger) => readFileSync(ledger));
    expect(`${label}: ledger file`, left.equals(right));
  }
  for (const verb of [["ledger", "verify"], ["ledger", "export"], ["audit"]]) {
    const [a, b] = await callEach([native, wasm], () => [...verb, ledgers[0]]);
    expect(`${name}: ${verb.join(" ")} succeeds`, a.status === 0, a.err);
    expect(`${name}: ${verb.join(" ")}`, a.out.equals(b.out) && a.status === b.status, b.err);
  }
}

async function compareRandom(seed, wasm, folder) {
  const file = path.join(folder, `random-${seed}.jsonl`);
  writeFileSync(file, generate("make_random.mjs", [seed, RANDOM_COMMANDS]));
  await compare(`random seed ${seed}`, file, wasm, folder);
  const [ahead, reversed] = await callEach([native, native],
    (i) => ["run", file, ...(i > 0 ? ["--reverse"] : [])]);
  expect(`random seed ${seed} needs no order that it did not ask for`,
    ahead.out.equals(reversed.out));
}

// What is said of a pack: by its scenarios, and by looking at it.
async function comparePack(pack, wasm) {
  for (const words of [["test", pack, "--strict", "--json"],
    ["check", pack, "--json", "--rules", "rules", "--decisions", String(CHECK_DECISIONS)]]) {
    const [one, two] = await callEach([native, wasm], () => ["rules", ...words]);
    const label = `${pack}: rules ${words[0]}`;
    expect(`${label}: exit code`, one.status === two.status, one.err + two.err);
    expect(label, one.out.equals(two.out), firstDifference(one.out, two.out));
  }
}

async function sameBits(wasm) {
  if (!existsSync(wasm)) throw new Error(`${wasm} is not there; build the wasm preset first`);
  const folder = mkdtempSync(path.join(tmpdir(), "yiting-"));
  try {
    await forEach(SEEDS, (seed) => compareRandom(seed, wasm, folder));
    await forEach(packs, (pack) => comparePack(pack, wasm));
    await forEach(own, (file) => compare(file, file, wasm, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (what === "transcripts") await transcripts(rest.includes("--rewrite"));
else if (what === "same_bits") await sameBits(rest[0]);
else throw new Error("usage: transcripts YITING [--rewrite] | same_bits YITING YITING_MJS");
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;
