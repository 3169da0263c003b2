// What the phone's module leaves out of its messages (cmake/slim_messages.mjs) is nothing that the
// core does with them there: what is decoded strictly keeps its parser and its name, and the answer
// that is kept as evidence against a server can be written. Needs `make build`.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "./browser_support.mjs";

const PHONE = ["schema", "ledger", "state", "rulehost", "decide", "query", "replica"];
const slim = path.join(root, "build/wasm/wasm/slim");

const sources = PHONE.flatMap((folder) =>
  readdirSync(path.join(root, "core", folder))
    .filter((name) => /\.(cc|h)$/.test(name))
    .map((name) => readFileSync(path.join(root, "core", folder, name), "utf8")));
const code = readdirSync(slim).map((name) => readFileSync(path.join(slim, name), "utf8"))
  .join("\n");

// The function's text, up to the first brace at a line's beginning or, of a stub, at its end.
function bodyOf(method) {
  const begin = code.indexOf(method);
  assert.notEqual(begin, -1, `no ${method}`);
  return code.slice(begin, code.indexOf("}\n", begin));
}

test("what is decoded strictly keeps its parser and its name", () => {
  const decoded = new Set(sources.flatMap((text) =>
    [...text.matchAll(/Decode<v1::(\w+)>/g)].map(([, name]) => name)));
  assert.ok(decoded.has("Payload") && decoded.has("SealedBallot") && decoded.size >= 6);
  for (const name of decoded) {
    assert.match(bodyOf(` ${name}::GetTypeName(`), new RegExp(`"yiting.v1.${name}"`));
    assert.doesNotMatch(bodyOf(` ${name}::_InternalParse(`), /return nullptr;\s*$/);
  }
});

test("an answer that is evidence can be written", () => {
  for (const name of ["PullResponse", "Content", "Entry", "SignedCommand", "Payload"]) {
    assert.doesNotMatch(bodyOf(` ${name}::ByteSizeLong(`), /return 0;\s*$/);
    assert.match(bodyOf(` ${name}::_InternalSerialize(`), /Write|target = /);
  }
});

test("something is left out at all", () => {
  assert.match(bodyOf(" MatterView::_InternalParse("), /return nullptr;\s*$/);
  assert.match(bodyOf(" MatterRequest::ByteSizeLong("), /return 0;\s*$/);
});
