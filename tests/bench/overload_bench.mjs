// An honest resident while somebody floods the server: how long a push takes in quiet and under a
// load generator on one core that sends bad, oversized and replayed messages at half of what
// saturates the server, and how much memory the server has at most.
//
//   node tests/bench/overload_bench.mjs [SECONDS]       needs build/native/{yiting,kill9_prepare}
//
// The mix: 40 % replays of accepted commands, 39 % commands with a wrong signature, 20 % bytes that
// are no command, 1 % bodies of 9 MiB, above the limit. The generator keeps 64 connections.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeCommunity, serve } from "../web/kill9_server.mjs";

const CONNECTIONS = 64;
const OVERSIZED = Buffer.alloc(9 * 1024 * 1024, "x");
const HONEST_PAUSE_MS = 20;

// Resolves with the status; 0 if the connection broke.
function post(agent, origin, body) {
  return new Promise((resolve) => {
    const sent = request(`${origin}/yiting.v1.SyncService/Push`, {
      method: "POST", agent,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}

// Another signature than the one that is right: the last bytes of the command are its signature.
function spoilt(push) {
  const bytes = Buffer.from(push.commands[0], "base64");
  bytes[bytes.length - 3] ^= 1;
  return { ...push, commands: [bytes.toString("base64")] };
}

function nextBody(number, pushes) {
  const kind = number % 100;
  const push = pushes[number % pushes.length];
  if (kind === 99) return OVERSIZED;
  if (kind < 40) return JSON.stringify(push);
  if (kind < 79) return JSON.stringify(spoilt(push));
  return JSON.stringify({ ...push, commands: [Buffer.from(`no command ${number}`)
    .toString("base64")], contents: [] });
}

// In a process of its own, pinned to one core: prints how many were answered a second.
async function generate(origin, rate, seconds, file) {
  const pushes = JSON.parse(readFileSync(file, "utf8"));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = performance.now();
  const end = began + seconds * 1000;
  let number = 0;
  let answered = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < end) {
      const mine = number++;
      const due = rate > 0 ? began + (mine / rate) * 1000 : 0;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((wake) => setTimeout(wake, wait));
      if (performance.now() >= end) return;
      await post(agent, origin, nextBody(mine, pushes));
      answered++;
    }
  }));
  agent.destroy();
  console.log((answered / (performance.now() - began)) * 1000);
}

function startGenerator(origin, rate, seconds, file) {
  const child = spawn("taskset", ["-c", "1", process.execPath, fileURLToPath(import.meta.url),
    "--generate", origin, String(rate), String(seconds), file], { stdio: ["ignore", "pipe", 2] });
  let out = "";
  child.stdout.on("data", (text) => (out += text));
  return new Promise((resolve) => child.on("close", () => resolve(Number(out))));
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

// Pushes of one client, one after another with a pause, as a phone sends them.
async function honest(origin, pushes, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  let refused = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end && pushes.length > 0) {
    const began = performance.now();
    const status = await post(agent, origin, JSON.stringify(pushes.shift()));
    times.push(performance.now() - began);
    if (status !== 200) refused++;
    await new Promise((wake) => setTimeout(wake, HONEST_PAUSE_MS));
  }
  agent.destroy();
  times.sort((a, b) => a - b);
  return { n: times.length, refused, p50: at(times, 0.5), p99: at(times, 0.99) };
}

function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
}

async function main(seconds) {
  const folder = mkdtempSync(path.join(tmpdir(), "yiting-overload-"));
  const data = path.join(folder, "data");
  const made = makeCommunity(data, 2, Math.ceil((seconds * 4 * 1000) / HONEST_PAUSE_MS) + 200);
  const of = (client) => made.commands.filter((one) => one.client === client).map((c) => c.push);
  const mine = of(0);
  const known = of(1).slice(0, 100);
  const server = await serve(data);
  const agent = new Agent({ keepAlive: true });
  for (const push of known) await post(agent, server.origin, JSON.stringify(push));
  agent.destroy();
  const file = path.join(folder, "known.json");
  writeFileSync(file, JSON.stringify(known));

  const show = (name, { n, refused, p50, p99 }) => console.log(
    `${name}: ${n} pushes, ${refused} not accepted, p50 ${p50.toFixed(2)} ms, ` +
    `p99 ${p99.toFixed(2)} ms`);
  await honest(server.origin, mine, 2);
  const quiet = await honest(server.origin, mine, seconds);
  show("quiet     ", quiet);
  const memory = memoryOf(server.child.pid);
  const most = await startGenerator(server.origin, 0, seconds, file);
  console.log(`saturation: ${most.toFixed(0)} messages/s of the mix`);
  const flood = startGenerator(server.origin, most / 2, seconds + 2, file);
  await new Promise((wake) => setTimeout(wake, 1000));
  const loaded = await honest(server.origin, mine, seconds);
  show("overloaded", loaded);
  console.log(`generator : ${(await flood).toFixed(0)} messages/s answered`);
  const later = await honest(server.origin, mine, seconds);
  show("afterwards", later);
  console.log(`p99 overloaded / quiet: ${(loaded.p99 / quiet.p99).toFixed(2)}`);
  console.log(`memory at most: ${memory.toFixed(0)} MiB before, ` +
    `${memoryOf(server.child.pid).toFixed(0)} MiB after`);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv[2] === "--generate") {
  const [origin, rate, seconds, file] = process.argv.slice(3);
  await generate(origin, Number(rate), Number(seconds), file);
} else {
  await main(Number(process.argv[2] ?? 15));
}
