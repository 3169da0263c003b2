// Checks the house rules on every file that git knows, and prints each complaint as path:line.
//   node tests/tidy/tidy.mjs [PATH...]      only under these paths
// Which rules: checks.mjs, which also defines the syntax of the table in docs/ARCHITECTURE.md.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { checkArrows, checkForeign, checkShape, checkTestedBy, parseArrows } from "./checks.mjs";

const listed = execFileSync("git", ["ls-files", "-z", "--", ...process.argv.slice(2)], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
const paths = listed.split("\0").filter((path) => path && existsSync(path));
const arrows = parseArrows(readFileSync("docs/ARCHITECTURE.md", "utf8"));

const complaints = [];
for (const path of paths) {
  const { size } = statSync(path);
  const text = size > 1 << 20 ? "" : readFileSync(path, "utf8");
  complaints.push(...checkForeign(path, text, size));
  complaints.push(...checkShape(path, text));
  complaints.push(...checkArrows(path, text, arrows));
  complaints.push(...checkTestedBy(path, text, existsSync));
}
if (paths.length === 0) complaints.push("git lists no files");
for (const complaint of complaints) console.log(complaint);
console.log(`tidy: ${paths.length} files, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 ? 1 : 0;
