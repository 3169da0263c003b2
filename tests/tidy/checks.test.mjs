// Each check of checks.mjs on a text that keeps the rule and one that breaks it.
import assert from "node:assert/strict";
import test from "node:test";
import {
  checkArrows, checkForeign, checkShape, checkTestedBy, folderOf, parseArrows,
} from "./checks.mjs";

const DOC = [
  "text", "```arrows", "base:", "schema: base protobuf", "state: schema sqlite  # rows",
  "decide: state", "server: decide boost", "```", ""].join("\n");
const arrows = parseArrows(DOC);

test("the table gives each folder its arrows", () => {
  assert.deepEqual(arrows.state, ["schema", "sqlite"]);
  assert.deepEqual(arrows.base, []);
});

test("a table without a block, with an unknown name or with a cycle is refused", () => {
  assert.throws(() => parseArrows("nothing"), /no block/);
  assert.throws(() => parseArrows("```arrows\na: b\n```\n"), /neither/);
  assert.throws(() => parseArrows("```arrows\na: b\nb: a\n```\n"), /cycle/);
  assert.throws(() => parseArrows("```arrows\na -> b\n```\n"), /not 'folder/);
});

test("a path belongs to its folder", () => {
  assert.equal(folderOf("core/decide/bell.cc"), "decide");
  assert.equal(folderOf("server/http/listen.cc"), "server");
  assert.equal(folderOf("tests/unit/base/result_test.cc"), null);
});

test("arrows are followed downwards, and only downwards", () => {
  const ok = '#include "state/read.h"\n#include "base/result.h"\n#include "yiting/v1/event.pb.h"\n';
  assert.deepEqual(checkArrows("core/decide/a.cc", ok, arrows), []);
  const up = checkArrows("core/state/a.cc", '#include "decide/a.h"\n', arrows);
  assert.match(up[0], /a\.cc:1: state/);
});

test("a library is for the folders that name it", () => {
  assert.deepEqual(checkArrows("core/state/a.cc", '#include "sqlite3.h"\n', arrows), []);
  assert.equal(checkArrows("core/decide/a.cc", "#include <sqlite3.h>\n", arrows).length, 1);
  assert.equal(checkArrows("core/base/a.cc", "#include <boost/asio.hpp>\n", arrows).length, 1);
});

test("the core sees no machine, and includes are written from its root", () => {
  assert.equal(checkArrows("core/base/a.cc", "#include <thread>\n", arrows).length, 1);
  assert.deepEqual(checkArrows("server/a.cc", "#include <thread>\n", arrows), []);
  assert.equal(checkArrows("core/base/a.cc", '#include "result.h"\n', arrows).length, 1);
  assert.equal(checkArrows("core/new/a.cc", "", arrows).length, 1);
});

test("files are short, lines narrow and finished", () => {
  assert.deepEqual(checkShape("core/a.cc", "int a;\n".repeat(400)), []);
  assert.equal(checkShape("core/a.cc", "int a;\n".repeat(401)).length, 1);
  assert.deepEqual(checkShape("tests/a.cc", "int a;\n".repeat(401)), []);
  assert.deepEqual(checkShape("rules/a.lua", `${"议".repeat(100)}\n`), []);
  assert.equal(checkShape("rules/a.lua", `${"议".repeat(101)}\n`).length, 1);
  assert.equal(checkShape("core/a.cc", `// ${"TO"}${"DO"}: later\n`).length, 1);
  assert.equal(checkShape("core/a.cc", "int a; \n").length, 1);
  assert.equal(checkShape("core/a.cc", "int a;").length, 1);
  assert.deepEqual(checkShape("docs/a.md", `${"x".repeat(200)}\n`), []);
  assert.deepEqual(checkShape("rules/api.lua", `---@meta\n-- ${"x".repeat(200)}\n`), []);
  assert.equal(checkShape("rules/packs/a.lua", `-- ---@meta ${"x".repeat(200)}\n`).length, 1);
});

test("nothing foreign is kept", () => {
  assert.equal(checkForeign("web/node_modules/a.js", "", 1).length, 1);
  assert.equal(checkForeign("web/core.wasm", "", 1).length, 1);
  assert.equal(checkForeign("web/photo.png", "", 600_000).length, 1);
  assert.equal(checkForeign("core/a.cc", `// ${"Copy"}right (c) Somebody\n`, 30).length, 1);
  assert.deepEqual(checkForeign("core/a.cc", "int a;\n", 7), []);
});

test("what a header names as its tests is there", () => {
  const there = new Set(["tests/unit/a/a_test.cc", "tests/unit/a/b_test.cc"]);
  const check = (text) => checkTestedBy("core/a/a.h", text, (path) => there.has(path));
  assert.deepEqual(check("// Tested by tests/unit/a/a_test.cc, b_test.cc\n\n#ifndef A\n"), []);
  assert.deepEqual(check("// Tested by tests/unit/a/a_test.cc,\n// b_test.cc, all.\n#if A"), []);
  assert.equal(check("// Tested by tests/unit/a/a_test.cc, c_test.cc\n").length, 1);
  assert.equal(check("// Tested by tests/unit/b/a_test.cc\n").length, 1);
  assert.deepEqual(check("// Says nothing.\n"), []);
});
