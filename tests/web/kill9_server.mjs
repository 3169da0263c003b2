// A server of a test's own: prepared data or what is shipped, the real binary, JSON calls.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const build = process.env.YITING_BUILD ?? path.join(root, "build/native");
export const yiting = path.join(build, "yiting");
const prepare = path.join(build, "kill9_prepare");

export function temporaryFolder(test) {
  const folder = mkdtempSync(path.join(tmpdir(), "yiting-web-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function runPrepare(args) {
  const child = spawnSync(prepare, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (child.status !== 0) {
    throw new Error(`kill9_prepare ${args[0]}: ${child.stderr}${child.error ?? ""}`);
  }
  return child.stdout.trim().split("\n");
}

// {community, sequencerKey, size, commands: [{client, id, push}]}
export function makeCommunity(data, clients, commands) {
  const [head, ...lines] = runPrepare(
    ["make", data, path.join(root, "rules"), String(clients), String(commands)]);
  return { ...JSON.parse(head), commands: lines.map((line) => JSON.parse(line)) };
}

// [{seq, id, unreadable}] of every entry that the store has; the server must be down.
export function listEntries(data) {
  return runPrepare(["list", data]).map((line) => {
    const [seq, id, unreadable] = line.split(" ");
    return { seq: Number(seq), id, unreadable: Number(unreadable) };
  });
}

// Starts `yiting serve` (or another verb) and waits until it says where. `origin` is the address,
// `out` all that it printed so far, `ended` resolves with {code, signal}.
export async function start(args) {
  const child = spawn(yiting, args, { stdio: ["ignore", "pipe", "pipe"] });
  const server = { child, out: "", err: "" };
  // The demo prints an address for each of its people, more than comes in one piece.
  const ready = args[0] === "demo" ? /(http:\/\/[^\s]+)[^]*Ctrl-C.*\n/ : /(http:\/\/[^\s]+)[^]*\n/;
  server.ended = new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  child.stderr.setEncoding("utf8").on("data", (text) => { server.err += text; });
  await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      server.out += text;
      const found = server.out.match(ready);
      if (found) {
        server.origin = found[1];
        resolve();
      }
    });
    server.ended.then(({ code }) => reject(new Error(`yiting ended (${code}): ${server.err}`)));
  });
  server.stop = async (signal = "SIGTERM") => {
    child.kill(signal);
    return server.ended;
  };
  return server;
}

export function serve(data, more = []) {
  return start(["serve", "--data", data, "--listen", "127.0.0.1:0", ...more]);
}

// Starts `yiting serve` or `demo` with what is shipped: every street's rules, and the apps.
export function startShipped(verb, data) {
  return start([verb, "--data", data, "--listen", "127.0.0.1:0",
    "--rules", path.join(root, "rules"), "--web", path.join(root, "web/dist")]);
}

// {status, body} of one call in JSON.
export async function call(origin, method, message, signal = undefined) {
  const response = await fetch(`${origin}/yiting.v1.SyncService/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof message === "string" ? message : JSON.stringify(message),
    signal,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith("{") ? JSON.parse(text) : text,
  };
}

export const base64 = (hex) => Buffer.from(hex, "hex").toString("base64");
