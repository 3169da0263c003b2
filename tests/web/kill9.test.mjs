// The promise of "accepted": a server that is killed without warning, again and again, while many
// clients push, has every command that it acknowledged, exactly once, in the place that it named,
// with its contents, and signs no tree that contradicts one that it signed before.
import path from "node:path";
import { test } from "node:test";
import { killCycles } from "./kill9_cycles.mjs";
import { temporaryFolder } from "./kill9_server.mjs";

const CYCLES = Number(process.env.KILL9_CYCLES ?? 200);

test(`kill -9, ${CYCLES} times in the middle of pushes`, { timeout: 1_200_000 }, (t) =>
  killCycles(path.join(temporaryFolder(t), "data"), CYCLES));
