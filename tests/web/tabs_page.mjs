// The page of tests/web/tabs.test.mjs: what a test does in a tab is a property of `window`.
// ?folder=…&build=… name the replica and the build that this tab claims to be, &words that its
// module has the console's words; &sync=HEX makes it
// sync that community with the server that the page came from.
import { readFields, writeFields } from "../../wasm/worker/bridge_messages.mjs";
import { connectCore } from "../../wasm/worker/core_client.mjs";

const query = new URLSearchParams(location.search);
window.changes = 0;
window.outdatedBy = "";
window.unanswered = [];

window.connect = async () => {
  window.core = await connectCore({
    folder: query.get("folder"),
    build: query.get("build") ?? "1",
    words: query.has("words"),
    openRequest: () => writeFields([[3, [[1, query.get("folder")]]]]),
    server: query.has("sync") ? location.origin : undefined,
    community: query.get("sync") ?? undefined,
    makeWorker: () => new Worker("tabs_fake_worker.mjs", { type: "module" }),
    onOutdated: (build) => {
      window.outdatedBy = build;
    },
  });
  window.core.onChanged(() => {
    window.changes += 1;
  });
};

// "ok", or the error's name.
window.act = (text) =>
  window.core.call(writeFields([[5, text]])).then(
    () => "ok",
    (error) => error.name,
  );

// The lines of the log, or the error's message.
window.view = (text = "all") =>
  window.core.call(writeFields([[7, text]])).then(
    (bytes) => {
      const log = readFields(bytes).find(([number]) => number === 5);
      return log ? new TextDecoder().decode(log[1]).split("\n").slice(0, -1) : [];
    },
    (error) => error.message,
  );

window.connected = window.connect().then(
  () => "ok",
  (error) => error.message,
);
