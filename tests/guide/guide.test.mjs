// Every step of the guide for admins is done and compared (guide.mjs); and a guide that lies is
// caught. YITING is the command line's binary.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import test, { after } from "node:test";
import { Desk, FIRST_PAGE, ROOT, compare, pagesOf, parseGuide } from "./guide.mjs";

const YITING = process.env.YITING;
assert.ok(YITING, "YITING must name the command line's binary");

const desk = new Desk(YITING);
after(() => desk.remove());

const steps = pagesOf().flatMap((page) =>
  parseGuide(page, readFileSync(path.join(ROOT, page), "utf8")));
const doable = steps.filter((step) => step.blocks.length > 0);

// One after the other: a step begins where the one before it has left the copy, so that after one
// that fails no other tells anything.
let failed = "";
for (const step of doable) {
  test(`${step.place}: ${step.title}`, () => {
    assert.equal(failed, "", "not done: an earlier step failed");
    failed = step.place;
    desk.doStep(step);
    failed = "";
  });
}

test("the guide goes from a limit to a stage, and explains ten mistakes", () => {
  const of = (kind) => doable.filter((step) => step.blocks.some((block) => block.kind === kind));
  assert.ok(of("sh").length >= 25, `${of("sh").length} steps with a command`);
  assert.ok(of("after").length >= 8, `${of("after").length} steps that change a file`);
  assert.ok(of("wrong").length >= 10, `${of("wrong").length} mistakes`);
  for (const verb of ["check", "graph", "simulate", "test"]) {
    const typed = doable.some((step) => step.blocks.some((block) =>
      block.kind === "sh" && block.lines.some((line) => line.startsWith(`yiting rules ${verb} `))));
    assert.ok(typed, `no step types yiting rules ${verb}`);
  }
});

test("every heading is Chinese first and English beside", () => {
  for (const { title, place } of steps) assert.match(title, /^.*\p{Script=Han}.* \/ [A-Z]/u, place);
});

test("every link of the guide leads somewhere", () => {
  for (const page of pagesOf()) {
    const text = readFileSync(path.join(ROOT, page), "utf8");
    for (const [, to, anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
      const file = to ? path.join(path.dirname(page), to) : page;
      const there = readFileSync(path.join(ROOT, file), "utf8");
      if (!anchor) continue;
      const anchors = [...there.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
      assert.ok(anchors.includes(anchor), `${page}: no heading #${anchor} in ${file}`);
    }
  }
});

test("what the guide calls a page or a button of the console is called so there", () => {
  const texts = readFileSync(path.join(ROOT, "web/shared/texts/rules.ts"), "utf8");
  const strings = new Set([...texts.matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text]) => text));
  const named = steps.flatMap(({ prose, place }) =>
    [...prose.matchAll(/「([^」]+)」|“([A-Z][A-Za-z ,]+)”/g)]
      .map(([, zh, en]) => ({ name: zh ?? en, place })));
  assert.ok(named.length >= 10, `${named.length} names`);
  for (const { name, place } of named) assert.ok(strings.has(name), `${place}: ${name}`);
});

test("the table of the checker's findings has each that it can make", () => {
  const files = readdirSync(path.join(ROOT, "core/checker"))
    .filter((name) => name.endsWith(".cc")).map((name) => `core/checker/${name}`);
  const made = ["core/rulehost/check.cc", ...files].flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), "utf8")
      .matchAll(/(?:\bc\.Add\([^;]*?|\.code = )"([A-Z][A-Z_]+)"/g)].map(([, code]) => code));
  const page = readFileSync(path.join(ROOT, "rules/guide/messages.md"), "utf8");
  const told = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  assert.deepEqual(told.sort(), [...new Set(made)].sort());
});

// A guide that lies -------------------------------------------------------------------------------

// A step of these lines on a fresh copy of the rules.
function play(...lines) {
  const [step] = parseGuide("page.md", ["# 一步 / A step", "", ...lines, ""].join("\n"));
  const fresh = new Desk(YITING);
  try {
    writeFileSync(path.join(fresh.folder, "a.lua"), "one,\ntwo,\none,\n");
    fresh.doStep(step);
    return readFileSync(path.join(fresh.folder, "a.lua"), "utf8");
  } finally {
    fresh.remove();
  }
}

const TWO = [
  "`a.lua`", "```lua before=a.lua", "two,", "```", "```lua after=a.lua", "three,", "```"];
const CAT = ["```sh", "cat a.lua", "```"];
const shown = (...lines) => ["```text", ...lines, "```"];

test("a step that is as it says passes", () => {
  assert.equal(play(...TWO, ...CAT, ...shown("one,", "three,", "one,")), "one,\nthree,\none,\n");
});

test("lines that do not stand in the file, or stand twice, are caught", () => {
  const before = (line) => ["`a.lua`", "```lua before=a.lua", line, "```",
    "```lua after=a.lua", "x", "```", ...CAT, ...shown("x")];
  assert.throws(() => play(...before("four,")), /page\.md:4: these lines do not stand in a\.lua/);
  assert.throws(() => play(...before("tw")), /do not stand/);
  assert.throws(() => play(...before("one,")), /stand twice/);
  const other = ["`b.lua`", "```lua before=b.lua", "x", "```", "```sh", "true", "```"];
  assert.throws(() => play(...other), /no file b\.lua/);
});

test("another output, another exit code or an output that is not shown is caught", () => {
  assert.throws(() => play(...TWO, ...CAT, ...shown("one,", "two,", "one,")),
    /it prints:\none,\nthree/);
  assert.throws(() => play(...CAT), /it prints/);
  assert.throws(() => play("```sh", "cat a.lua; exit 3", "```", ...shown("one,", "two,", "one,")),
    /exit code 3, not 0/);
  assert.throws(() => play("```sh", "yiting rules check nothing", "```", ...shown("fine")),
    /exit code 2, not 0/);
});

test("a change that no command shows, and a block that says nothing, are caught", () => {
  assert.throws(() => play(...TWO), /no command shows/);
  assert.throws(() => play(...CAT, ...shown("one,", "two,", "one,"), ...TWO), /no command shows/);
  assert.throws(() => play(...TWO.slice(1), ...CAT), /does not name the file `a\.lua`/);
  assert.throws(() => play("```lua", "one,", "```"), /does not say what it is for/);
  assert.throws(() => play("```lua befor=a.lua", "one,", "```"), /cannot be marked/);
  assert.throws(() => play("```text", "one,", "```"), /without a command/);
  assert.throws(() => play("```sh", "true"), /does not end/);
});

test("a mistake must be shown and mended", () => {
  const wrong = ["`a.lua`", "```lua wrong=a.lua", "2,", "```"];
  const right = ["```lua right=a.lua", "two,", "```"];
  const made = shown("one,", "2,", "one,");
  assert.equal(play(...wrong, ...CAT, ...made, ...right), "one,\ntwo,\none,\n");
  assert.throws(() => play(...wrong, ...CAT, ...made), /never mended/);
  assert.throws(() => play(...wrong, ...right), /no mistake is shown/);
  assert.throws(() => play(...wrong, "```sh", "true", "```", ...right), /without what it prints/);
});

test("what is left out is something, and never all", () => {
  const of = (...lines) => (output) => compare({ lines }, { output, exit: 0 });
  assert.equal(of("first line", "…", "last line")("first line\nx\ny\nlast line"), "");
  assert.notEqual(of("first line", "…", "last line")("first line\nlast line"), "");
  assert.equal(of("the hash … is long")("the hash 12ab is long"), "");
  assert.notEqual(of("the hash … is long")("the hash \n is long"), "");
  assert.notEqual(of("the hash … is long")("the hash 12ab is short"), "");
  assert.match(of("…")("anything"), /all is left out/);
  assert.match(of("a…")("anything"), /too little/);
  assert.notEqual(of("a.b is fixed")("axb is fixed"), "");
});

test("the guide begins where it says", () => assert.equal(pagesOf()[0], FIRST_PAGE));
