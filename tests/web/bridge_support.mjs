// BridgeRequests and responses as text, through protoc: what a test of the real module reads and
// writes without any generated code. bytes fields are given as Uint8Array or text by `field`.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { built, root } from "./browser_support.mjs";

const schema = path.join(root, "core/schema");
const protoc = (mode, type, input) =>
  execFileSync("protoc", [`--${mode}=yiting.v1.${type}`, "-I", schema, "yiting/v1/bridge.proto"], {
    input,
    cwd: schema,
  });

export const encode = (type, text) => new Uint8Array(protoc("encode", type, text));
export const decode = (type, bytes) => protoc("decode", type, bytes).toString();

// The text form of bytes: every byte as three octal digits.
export const quoted = (bytes) =>
  `"${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`;

export const NOW = 1789000000000;

// A request: `call` in text form, with the time and, as every page does, fresh entropy.
export function request(call, entropy = crypto.getRandomValues(new Uint8Array(64))) {
  return encode("BridgeRequest", `now_ms: ${NOW} entropy: ${quoted(entropy)} ${call}`);
}

export const FOLDER = "c-2222222222222222";
export const OPEN = `open { folder: "${FOLDER}" community: ${quoted(new Uint8Array(32).fill(0x22))}
  sequencer_key: ${quoted(new Uint8Array(32).fill(0x33))} }`;

// An act that a device may queue before it has pulled anything.
export const MESSAGE = `act { command { leave_message { channel: CHANNEL } }
  contents { field: "text" data: "门口堵车 the gate is blocked" } }`.replace(
  "channel: CHANNEL",
  `channel: ${firstChannel()}`,
);

// The first channel that has a name of its own.
function firstChannel() {
  const folder = path.join(schema, "yiting/v1");
  const text = fs
    .readdirSync(folder)
    .map((name) => fs.readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
  return text.match(/enum Channel \{[^}]*?(\w+) = 1;/)[1];
}

// How many items of an outbox view wait or are being sent.
export const waiting = (text) =>
  (text.match(/state: (WAITING|SENDING)\s+created_ms/g) ?? []).length;

export const moduleBytes = (module = "yiting.wasm") => fs.readFileSync(path.join(built, module));
