// The guide for admins (rules/README.md and the pages that it leads to) read as a script: its
// marked blocks are done to a copy of the rules, its commands are run, and what they print is
// compared with what the guide shows. Used by guide.test.mjs; by hand
// `node tests/guide/guide.mjs YITING` writes outputs that have changed into the pages: read the
// difference. Where more than numbers has changed the output stands there whole.
//
// A block's first line says what it is; on the page only its text is seen:
//   ```lua before=FILE    these whole lines stand in FILE, once
//   ```lua after=FILE     they become these; a further one replaces the one before it
//   ```lua new=FILE       a new file
//   ```lua wrong=FILE     a mistake: the lines of the next `right` become these …
//   ```lua right=FILE     … and are put back here
//   ```sh                 commands, run by sh in the copy; without output they must print nothing
//   ```text [exit=N]      what they print, both streams; exit code 0 unless said
// In an output, a line `…` is one or more lines left out and `…` within a line some of its text.
import { spawnSync } from "node:child_process";
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const FIRST_PAGE = "rules/README.md";
const EDITS = ["before", "after", "new", "wrong", "right"];
const MIN_FIXED = 8;  // characters of a line of output that are really compared

const fail = (place, what) => { throw new Error(`${place}: ${what}`); };

function readFence(page, number, info) {
  const [language, ...words] = info.trim().split(/\s+/);
  const block = { place: `${page}:${number}`, language, lines: [], number };
  for (const word of words) {
    const [key, value] = word.split("=");
    const known = key === "exit" ? /^\d+$/.test(value ?? "") : EDITS.includes(key) && value;
    if (!known) fail(block.place, `a block cannot be marked ${word}`);
    if (key === "exit") block.exit = Number(value);
    else Object.assign(block, { kind: key, file: value });
  }
  if (language === "sh" || language === "text") block.kind = language;
  if (!block.kind) fail(block.place, "this block does not say what it is for");
  return block;
}

// parseGuide("rules/README.md", TEXT): [{title, place, prose, blocks}], one for each heading.
export function parseGuide(page, text) {
  const steps = [];
  let step = null;
  let block = null;
  for (const [index, line] of text.split("\n").entries()) {
    const place = `${page}:${index + 1}`;
    if (block) {
      if (line !== "```") { block.lines.push(line); continue; }
      step.blocks.push(block);
      block = null;
    } else if (line.startsWith("```")) {
      if (!step) fail(place, "a block before the first heading");
      block = readFence(page, index + 1, line.slice(3));
      block.prose = step.prose;
    } else if (/^#+ /.test(line)) {
      step = { title: line.replace(/^#+ /, ""), place, prose: "", blocks: [] };
      steps.push(step);
    } else if (step) {
      step.prose += `${line}\n`;
    }
  }
  if (block) fail(block.place, "this block does not end");
  steps.forEach(checkStep);
  return steps;
}

// Whatever a step changes, a command after it shows; whatever a command prints, the guide shows.
function checkStep(step) {
  let unchecked = null;
  let wrong = null;
  step.blocks.forEach((block, index) => {
    const next = step.blocks[index + 1];
    if (block.kind === "sh") unchecked = null;
    if (block.kind === "text" && step.blocks[index - 1]?.kind !== "sh") {
      fail(block.place, "an output without a command before it");
    }
    if (block.kind === "sh" && next?.kind !== "text" && wrong) {
      fail(block.place, "a mistake is shown without what it prints");
    }
    if (!EDITS.includes(block.kind)) return;
    if (!["after", "right"].includes(block.kind) && !block.prose.includes(`\`${block.file}\``)) {
      fail(block.place, `the text above does not name the file \`${block.file}\``);
    }
    if (wrong && block.kind !== "right") fail(block.place, "a mistake is mended first");
    if (block.kind === "right") {
      if (wrong?.file !== block.file || unchecked) fail(block.place, "no mistake is shown before");
      wrong = null;
      return;
    }
    unchecked = block;
    if (block.kind === "wrong") wrong = block;
  });
  if (unchecked) fail(unchecked.place, "no command shows what this changes");
  if (wrong) fail(wrong.place, "this mistake is never mended");
}

// The guide's pages in the order in which the first one leads to them.
export function pagesOf(root = ROOT) {
  const first = readFileSync(path.join(root, FIRST_PAGE), "utf8");
  const links = [...first.matchAll(/\]\((guide\/[a-z0-9_]+\.md)\)/g)].map(([, link]) => link);
  return [FIRST_PAGE, ...new Set(links.map((link) => `rules/${link}`))];
}

// A folder with the rules and with `yiting` on its path.
export class Desk {
  constructor(yiting, root = ROOT) {
    this.folder = mkdtempSync(path.join(tmpdir(), "yiting-guide-"));
    cpSync(path.join(root, "rules"), path.join(this.folder, "rules"), { recursive: true });
    mkdirSync(path.join(this.folder, ".bin"));
    symlinkSync(path.resolve(yiting), path.join(this.folder, ".bin/yiting"));
    this.open = new Map();  // file: the lines that a next `after` replaces
  }

  remove() { rmSync(this.folder, { recursive: true }); }

  read(block) {
    const file = path.join(this.folder, block.file);
    if (!existsSync(file)) fail(block.place, `there is no file ${block.file}`);
    return readFileSync(file, "utf8");
  }

  // The lines must stand there once, whole.
  find(block, lines) {
    const text = `\n${this.read(block)}`;
    const wanted = `\n${lines.join("\n")}\n`;
    const at = text.indexOf(wanted);
    if (at < 0) fail(block.place, `these lines do not stand in ${block.file}`);
    if (text.indexOf(wanted, at + 1) >= 0) fail(block.place, `they stand twice in ${block.file}`);
    return { before: text.slice(1, at + 1), after: text.slice(at + wanted.length) };
  }

  replace(block, lines, others) {
    const { before, after } = this.find(block, lines);
    const text = `${before}${others.join("\n")}\n${after}`;
    writeFileSync(path.join(this.folder, block.file), text);
  }

  edit(block, rest) {
    if (block.kind === "before") {
      this.find(block, block.lines);
      this.open.set(block.file, block.lines);
    } else if (block.kind === "after") {
      const lines = this.open.get(block.file);
      if (!lines) fail(block.place, `nothing of ${block.file} stands before this block`);
      this.replace(block, lines, block.lines);
      this.open.set(block.file, block.lines);
    } else if (block.kind === "new") {
      const file = path.join(this.folder, block.file);
      if (existsSync(file)) fail(block.place, `${block.file} is no new file`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${block.lines.join("\n")}\n`);
    } else if (block.kind === "wrong") {
      const right = rest.find((each) => each.kind === "right");
      this.replace(block, right.lines, block.lines);
      this.open.set(block.file, block.lines);
    } else {
      this.replace(block, this.open.get(block.file), block.lines);
    }
  }

  // {output, exit}
  run(block) {
    const child = spawnSync("sh", ["-e", "-c", `exec 2>&1\n${block.lines.join("\n")}`], {
      cwd: this.folder,
      encoding: "utf8",
      env: { LC_ALL: "C.UTF-8", PATH: `${this.folder}/.bin:${process.env.PATH}` },
      timeout: 60_000,
    });
    if (child.error) fail(block.place, child.error.message);
    return { output: child.stdout.replace(/\n$/, ""), exit: child.status };
  }

  // onOutput(text block, {output, exit}) is asked instead of failing, if given.
  doStep(step, onOutput) {
    step.blocks.forEach((block, index) => {
      if (EDITS.includes(block.kind)) this.edit(block, step.blocks.slice(index + 1));
      if (block.kind !== "sh") return;
      const got = this.run(block);
      const next = step.blocks[index + 1];
      const shown = next?.kind === "text" ? next : { place: block.place, lines: [] };
      const why = compare(shown, got);
      if (why && !(onOutput && onOutput(shown, got))) fail(shown.place, why);
    });
  }
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Nothing if the output is as shown, else what is not.
export function compare(shown, { output, exit }) {
  for (const line of shown.lines) {
    const fixed = line.replaceAll("…", "").length;
    if (line.includes("…") && line !== "…" && fixed < MIN_FIXED) return `too little of: ${line}`;
  }
  if (shown.lines.length > 0 && shown.lines.every((line) => line === "…")) return "all is left out";
  const pattern = shown.lines
    .map((line) => (line === "…" ? "[^\\n]*(?:\\n[^\\n]*)*?"
      : line.split("…").map(escape).join("[^\\n]+")))
    .join("\\n");
  const wanted = shown.exit ?? 0;
  if (exit !== wanted) return `exit code ${exit}, not ${wanted}; it prints:\n${output}`;
  if (!new RegExp(`^${pattern}$`, "u").test(output)) return `it prints:\n${output}`;
  return "";
}

// The shown lines with the output's numbers, or null where more than numbers differs.
function refit(shown, got) {
  const printed = got.output.split("\n");
  const lines = [];
  let at = 0;
  for (const line of shown.lines) {
    if (line === "…") { lines.push(line); continue; }
    const parts = line.split(/(\d+|…)/).map((part, index) => {
      if (index % 2 === 0) return escape(part);
      return part === "…" ? "[^\\n]+?" : "(\\d+)";
    });
    const pattern = new RegExp(`^${parts.join("")}$`, "u");
    while (at < printed.length && !pattern.test(printed[at])) at += 1;
    const numbers = printed[at]?.match(pattern)?.slice(1);
    if (!numbers) return null;
    lines.push(line.replace(/\d+/g, () => numbers.shift()));
    at += 1;
  }
  return compare({ ...shown, lines }, got) ? null : lines;
}

// Writes the outputs anew.
function rewrite(yiting) {
  const desk = new Desk(yiting);
  for (const page of pagesOf()) {
    const file = path.join(ROOT, page);
    const lines = readFileSync(file, "utf8").split("\n");
    let moved = 0;
    const onOutput = (shown, got) => {
      if (!shown.number) return false;
      const fresh = refit(shown, got) ?? got.output.split("\n");
      lines.splice(shown.number + moved, shown.lines.length, ...fresh);
      lines[shown.number + moved - 1] = `\`\`\`text${got.exit === 0 ? "" : ` exit=${got.exit}`}`;
      moved += fresh.length - shown.lines.length;
      console.log(`${shown.place}: written anew`);
      return true;
    };
    for (const step of parseGuide(page, lines.join("\n"))) desk.doStep(step, onOutput);
    writeFileSync(file, lines.join("\n"));
  }
  desk.remove();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) rewrite(process.argv[2]);
