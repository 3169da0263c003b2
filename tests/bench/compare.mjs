// Runs a bench natively and in WebAssembly and sets the figures side by side:
//   node tests/bench/compare.mjs decide_bench [ARGUMENTS]
// Reads the lines that say `name count figure unit` and prints name, native, wasm, wasm/native.
// BUILD names another folder than build/ for native/ and wasm/.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const build = process.env.BUILD ?? path.join(root, "build");
const [bench, ...args] = process.argv.slice(2);
if (!bench) {
  console.error("usage: node tests/bench/compare.mjs BENCH [ARGUMENTS]");
  process.exit(2);
}

// Map of name -> {figure, unit}.
function figuresOf(command, argv) {
  const text = execFileSync(command, argv, { cwd: root, encoding: "utf8" });
  const lines = [...text.matchAll(/^(\S+) +\d+ +([\d.]+) (us|ms)\b/gm)];
  return new Map(lines.map(([, name, figure, unit]) => [name, { figure: Number(figure), unit }]));
}

const native = figuresOf(path.join(build, "native/tests/bench", bench), args);
const wasm = figuresOf(process.execPath, [
  path.join(root, "wasm/loader/run_tests.mjs"),
  path.join(build, "wasm/tests/bench", `${bench}.wasm`),
  ...args,
]);
const row = (name, ...cells) =>
  console.log(name.padEnd(24) + cells.map((cell) => String(cell).padStart(12)).join(""));
row("", "native", "wasm", "wasm/native");
for (const [name, { figure, unit }] of native) {
  const other = wasm.get(name)?.figure;
  const ratio = other === undefined ? "" : (other / figure).toFixed(1);
  row(name, `${figure} ${unit}`, other === undefined ? "" : `${other} ${unit}`, ratio);
}
