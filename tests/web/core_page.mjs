// The page of tests/web/core_worker.test.mjs: connects as the app does, with the product's own
// worker and module. Requests are made by the test and come in as arrays of numbers.
import { connectCore } from "../../wasm/worker/core_client.mjs";

window.changes = 0;

window.connect = async ({ folder, community, open, wasm, sync, forget }) => {
  window.core = await connectCore({
    folder,
    community,
    forget,
    build: "1",
    openRequest: () => Uint8Array.from(open),
    wasm: wasm ?? "/built/yiting.wasm",
    server: sync ? location.origin : undefined,
  });
  window.core.onChanged(() => {
    window.changes += 1;
  });
  return [...window.core.opened];
};

window.call = async (bytes) => [...(await window.core.call(Uint8Array.from(bytes)))];
