// The long run of kill -9: `node tests/long/kill9.mjs [--cycles 10000] [--state FILE]`. In rounds
// of 100 cycles, each on a new community; what was done is kept in the state file (default
// build/long/kill9.json) and gone on with. A round that fails keeps its data folder and ends the
// run.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { killCycles } from "../web/kill9_cycles.mjs";
import { root } from "../web/kill9_server.mjs";

const ROUND = 100;
const { values } = parseArgs({ options: {
  cycles: { type: "string", default: "10000" },
  state: { type: "string", default: path.join(root, "build/long/kill9.json") },
} });
const wanted = Number(values.cycles);
mkdirSync(path.dirname(values.state), { recursive: true });
const done = existsSync(values.state)
  ? JSON.parse(readFileSync(values.state, "utf8"))
  : { cycles: 0, acknowledged: 0, interrupted: 0, lost: 0 };

while (done.cycles < wanted) {
  const data = path.join(mkdtempSync(path.join(tmpdir(), "yiting-kill9-")), "data");
  try {
    const round = await killCycles(data, Math.min(ROUND, wanted - done.cycles));
    done.cycles += Math.min(ROUND, wanted - done.cycles);
    done.acknowledged += round.acknowledged;
    done.interrupted += round.interrupted;
  } catch (error) {
    console.error(`kill9: ${error.message}\nkill9: the data folder is kept: ${data}`);
    process.exit(1);
  }
  rmSync(path.dirname(data), { recursive: true, force: true });
  writeFileSync(values.state, `${JSON.stringify(done)}\n`);
  console.log(`${done.cycles} of ${wanted} cycles: ${done.acknowledged} commands acknowledged ` +
    `before a kill, ${done.interrupted} pushes cut off, ${done.lost} lost`);
}
