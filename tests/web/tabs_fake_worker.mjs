// A core for tests/web/tabs.test.mjs: the worker's real serving code and real OPFS files, over a
// core that only keeps a log. An act's draft is a text; some texts make it slow, hang or die.
import { readFields, requestKind, writeFields } from "../../wasm/worker/bridge_messages.mjs";
import { serveCore } from "../../wasm/worker/core_serve.mjs";
import { OpfsFiles } from "../../wasm/host/opfs_files.mjs";

const FIELD = { open: 3, act: 5, view: 7 };

async function makeCore({ folder }) {
  const files = await OpfsFiles.take(folder, { names: ["log"] });
  const log = files.open(`${folder}/log`, true);
  return {
    release: () => files.release(),
    call(bytes) {
      const kind = requestKind(bytes);
      const text = textOf(bytes, FIELD[kind]);
      const [word, ms] = text.split(":");
      if (word === "die") throw new WebAssembly.RuntimeError("unreachable");
      if (word === "slow") {
        for (const end = performance.now() + Number(ms); performance.now() < end;);
      }
      if (kind === "act") return append(files, log, text);
      if (kind === "view") return writeFields([[5, read(files, log)]]);
      return writeFields([[2, [[3, read(files, log).length]]]]);
    },
  };
}

function textOf(bytes, field) {
  const found = readFields(bytes).find(([number]) => number === field);
  return found ? new TextDecoder().decode(found[1]) : "";
}

function append(files, log, text) {
  const bytes = new TextEncoder().encode(`${text}\n`);
  if (files.write(log, bytes, files.size(log)) !== 0) return writeFields([[1, "disk"]]);
  files.sync(log);
  return writeFields([
    [3, []],
    [8, true],
  ]);
}

function read(files, log) {
  const bytes = new Uint8Array(files.size(log));
  files.read(log, bytes, 0);
  return bytes;
}

serveCore(globalThis, { makeCore });
