// Runs every suite that `make test` has, in order, and ends with one line "N passed, N failed" over
// all of them; exits 1 if anything failed or a suite ran nothing. Expects everything to be built.
//   native, wasm  CTest; a GoogleTest program counts its tests, anything else counts as one
//   web           vitest in web/
//   browser       tests/web/*.test.mjs under node --test, with the real Chromium
// Whole outputs lie in build/test/SUITE.log.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const logs = path.join(root, "build/test");

// run(COMMAND, ARGUMENTS): {ok, output}; both streams, as text.
function run(command, args, options = {}) {
  const child = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  const why = child.error ? `${child.error.message}\n` : "";
  return { ok: child.status === 0, output: `${child.stdout ?? ""}${child.stderr ?? ""}${why}` };
}

// How GoogleTest and Node's test runner close.
const GTEST_PASSED = /^\[ {2}PASSED {2}\] (\d+) tests?\./gm;
const GTEST_FAILED = /^\[ {2}FAILED {2}\] (\d+) tests?, listed below/gm;
const NODE_PASSED = /^# pass (\d+)$/gm;
const NODE_FAILED = /^# fail (\d+)$/gm;

const sum = (text, pattern) =>
  [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

const decodeXml = (text) =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) =>
    ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]);

// One CTest program: what its own runner says, or one test by its verdict.
function countProgram(output, ok) {
  let passed = sum(output, GTEST_PASSED) + sum(output, NODE_PASSED);
  let failed = sum(output, GTEST_FAILED) + sum(output, NODE_FAILED);
  if (ok && passed + failed === 0) passed = 1;
  if (!ok && failed === 0) failed = 1;
  return { passed, failed };
}

function ctest(preset) {
  const report = path.join(logs, `${preset}.xml`);
  const all = String(1 << 30);
  const { ok, output } = run("ctest", [
    "--preset", preset, "-j", String(cpus().length), "--output-junit", report,
    "--test-output-size-passed", all, "--test-output-size-failed", all]);
  const result = { passed: 0, failed: 0, output };
  const xml = existsSync(report) ? readFileSync(report, "utf8") : "";
  for (const [, attributes, body] of xml.matchAll(/<testcase ([^>]*)>([\s\S]*?)<\/testcase>/g)) {
    const counts = countProgram(decodeXml(body), /status="run"/.test(attributes));
    result.passed += counts.passed;
    result.failed += counts.failed;
  }
  if (!ok && result.failed === 0) result.failed = 1;
  return result;
}

function vitest() {
  const report = path.join(logs, "web.json");
  const { ok, output } = run(
    "npm",
    ["test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    { cwd: path.join(root, "web") });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const result = { passed: counts.numPassedTests ?? 0, failed: counts.numFailedTests ?? 0, output };
  if (!ok && result.failed === 0) result.failed = 1;
  return result;
}

function browser(files) {
  const { ok, output } = run("node", [
    "--test", `--test-concurrency=${cpus().length}`, "--test-reporter=tap", ...files]);
  const result = {
    passed: sum(output, NODE_PASSED), failed: sum(output, NODE_FAILED), output };
  if (!ok && result.failed === 0) result.failed = 1;
  return result;
}

// The lines that name what failed, each with the first line that says why where its runner gives
// one: GoogleTest's and CTest's verdicts, vitest's, and TAP's with `error:`.
const FAILED_TEST =
  /^\s*(\[ {2}FAILED {2}\] \S+|.*\*\*\*(Failed|Timeout|Exception).*|not ok .*|[×✗] .*)$/;
const WHY = /^\s*(error: [^|].*|AssertionError.*|.*Timeout \d+ms exceeded.*|.*waiting for .*)$/;
const FAILURES_SHOWN = 60; // what fits the screen of who reads the end of a log

function failuresIn(output) {
  const lines = output.split("\n").filter((line) => FAILED_TEST.test(line) || WHY.test(line));
  return [...new Set(lines.map((line) => line.trim()))].slice(0, FAILURES_SHOWN);
}

rmSync(logs, { recursive: true, force: true });
mkdirSync(logs, { recursive: true });
const suites = [["native", () => ctest("native")], ["wasm", () => ctest("wasm")]];
if (existsSync(path.join(root, "web/package.json"))) suites.push(["web", vitest]);
const pages = existsSync(path.join(root, "tests/web"))
  ? readdirSync(path.join(root, "tests/web")).filter((name) => name.endsWith(".test.mjs")).sort()
  : [];
if (pages.length > 0) {
  suites.push(["browser", () => browser(pages.map((name) => path.join("tests/web", name)))]);
}

let passed = 0;
let failed = 0;
const failures = [];
for (const [name, suite] of suites) {
  process.stdout.write(`      ${name}: `);
  const began = Date.now();
  const result = suite();
  if (result.passed + result.failed === 0) {
    result.failed = 1;
    result.output += `\n${name}: this suite ran no test\n`;
  }
  writeFileSync(path.join(logs, `${name}.log`), result.output);
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${result.passed} passed, ${result.failed} failed (${seconds} s)`);
  if (result.failed > 0) {
    failures.push(...failuresIn(result.output).map((line) => `      ${name}: ${line}`));
    console.log(result.output.split("\n").slice(-200).join("\n"));
    console.log(`      the whole output is in build/test/${name}.log`);
  }
  passed += result.passed;
  failed += result.failed;
}
// Last, since of a long log a reader may have no more than its end.
if (failures.length > 0) console.log(failures.join("\n"));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
