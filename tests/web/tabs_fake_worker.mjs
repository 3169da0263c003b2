// A core for tests/web/tabs.test.mjs: the worker's real serving code and real OPFS files, over a
// core that only keeps a log. An act's draft is a text; some texts make it slow, hang or die.
import { readFields, requestKind, writeFields } from "../../wasm/worker/bridge_messages.mjs";
import { serveCore } from "../../wasm/worker/core_serve.mjs";
import { OpfsFiles } from "../../wasm/host/opfs_files.mjs";
import { webPorts } from "../../wasm/worker/web_ports.mjs";

const FIELD = { open: 3, act: 5, view: 7 };

async function makeCore({ folder }) {
  const files = await OpfsFiles.take(folder);
  const log = files.open(`${folder}/log`, true);
  const unsent = [];
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
      if (kind === "sync") return sync(bytes, unsent, (line) => append(files, log, line));
      if (kind === "act") {
        unsent.push(text);
        return append(files, log, text);
      }
      if (kind === "view") return writeFields([[5, read(files, log)]]);
      return writeFields([[2, [[3, read(files, log).length]]]]);
    },
  };
}

function textOf(bytes, field) {
  const found = readFields(bytes).find(([number]) => number === field);
  return found ? new TextDecoder().decode(found[1]) : "";
}

// Pushes each act until the server took it; pulls when poked and logs what came.
function sync(bytes, unsent, log) {
  const step = new Map(readFields(readFields(bytes).find(([number]) => number === 6)[1]));
  const reply = step.get(3) && new Map(readFields(step.get(3)));
  const word = (value) => new TextDecoder().decode(value ?? new Uint8Array(0));
  const sent = reply?.get(2) === 200;
  if (sent && word(reply.get(1)) === "Push") unsent.shift();
  const pulled = sent && word(reply.get(1)) === "Pull";
  if (pulled) log(`pulled ${word(reply.get(3))}`);
  const order = (method, body, ms) =>
    writeFields([
      [
        4,
        [
          [1, method],
          [2, body],
          [3, ms],
        ],
      ],
      [8, pulled],
    ]);
  if (!step.get(1)) return order("", "", 0);
  if (reply && !sent) return order("", "", 300);
  if (unsent.length > 0) return order("Push", unsent[0], 0);
  return step.get(2) ? order("Pull", "news?", 0) : order("", "", 0);
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

serveCore(globalThis, {
  makeCore,
  openPorts: ({ server, community }) => (server ? webPorts({ server, community }) : undefined),
});
