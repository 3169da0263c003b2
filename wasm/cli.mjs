#!/usr/bin/env node
// The command line without a server, under Node: node build/wasm/yiting.mjs VERB … It prints the
// same bytes as the native build. The rules are those of ./rules, or of the repository it was built
// in.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { runVerb } from "./host/verb_port.mjs";

// A verb runs once and ends, so compiled code is never worth freeing; and V8's freeing of replaced
// code while other threads compile is known to end Node without a word (nodejs/node#64500).
v8.setFlagsFromString("--no-wasm-code-gc");

const here = path.dirname(fileURLToPath(import.meta.url));

// Waits for a slow reader of a pipe instead of losing the rest.
function writeAll(stream, bytes) {
  for (let done = 0; done < bytes.length;) {
    try {
      done += fs.writeSync(stream, bytes, done);
    } catch (error) {
      if (error.code === "EPIPE") process.exit(1);
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const orNothing = (work) => {
  try {
    return work();
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
};

// Like server/ops/progress_line.cc: nothing of what is over within a second, then one line that is
// written over itself, or, where standard error is no terminal, a line now and then.
function progressLine(onTerminal) {
  const clear = "\r\x1b[K";
  let began;
  let written;
  let shown = false;
  return (what, done, total) => {
    const now = Date.now();
    began ??= now;
    written ??= now;
    if (done >= total) return shown && onTerminal ? clear : "";
    if (now - began < 1000 || now - written < (onTerminal ? 200 : 2000)) return "";
    written = now;
    shown = true;
    const line = `${what} ${done} / ${total} (${Math.floor((done * 100) / total)} %)`;
    return onTerminal ? clear + line : `${line}\n`;
  };
}
const nextLine = progressLine(process.stderr.isTTY === true);

const io = {
  read: (name) => orNothing(() => fs.readFileSync(name)),
  list: (name) =>
    orNothing(() => fs.readdirSync(name, { withFileTypes: true }))?.map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    ),
  write: (name, bytes) => fs.writeFileSync(name, bytes),
  out: (bytes) => writeAll(1, bytes),
  err: (bytes) => writeAll(2, bytes),
  progress: (what, done, total) => writeAll(2, Buffer.from(nextLine(what, done, total))),
};

// build/wasm/ lies two folders below the repository.
const rulesRoot = fs.existsSync("rules/lib") ? "rules" : path.join(here, "../../rules");
const module_ = fs.readFileSync(path.join(here, "yiting_cli.wasm"));
process.exitCode = await runVerb(module_, process.argv.slice(2), io, { rulesRoot });
