// cmake/table_messages.mjs leaves out what nobody asks of a message in WebAssembly: its name. What
// is decoded strictly (core/schema/shape.h) is asked for it, and keeps it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "./browser_support.mjs";

const code = ["core", "tests/unit"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, name)))
  .filter((name) => /\.(cc|h)$/.test(name))
  .map((name) => readFileSync(path.join(root, name), "utf8"))
  .join("\n");
const script = readFileSync(path.join(root, "cmake/table_messages.mjs"), "utf8");

test("what is decoded strictly keeps its name", () => {
  const list = /const NAMED = new RegExp\(([^;]*)\);/.exec(script)[1];
  const named = new RegExp([...list.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join(""));
  const decoded = new Set([...code.matchAll(/Decode<v1::(\w+)>/g)].map(([, name]) => name));
  assert.ok(decoded.has("Payload") && decoded.has("SealedBallot") && decoded.size >= 6);
  for (const name of decoded) assert.match(name, named);
});
