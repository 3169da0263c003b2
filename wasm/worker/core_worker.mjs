// The dedicated worker of the leading tab: yiting.wasm over OPFS. new Worker(this, {type:
// "module"}). No COOP/COEP needed; under CSP it needs script-src 'self' 'wasm-unsafe-eval' and
// connect-src 'self'.
// Tested by tests/web/tabs.test.mjs
import { Core } from "../host/core.mjs";
import { MemoryFiles } from "../host/memory_files.mjs";
import { OpfsFiles } from "../host/opfs_files.mjs";
import { serveCore } from "./core_serve.mjs";
import { webPorts } from "./web_ports.mjs";

// `forget`: a kiosk's core, in memory, gone with the worker.
async function makeCore({ folder, wasm, forget }) {
  const [module_, files] = await Promise.all([
    compile(wasm),
    forget ? new MemoryFiles() : OpfsFiles.take(folder),
  ]);
  const release = () => files.release?.();
  try {
    const core = await Core.start(module_, files);
    return { call: (bytes) => core.call(bytes), release };
  } catch (error) {
    release();
    throw error;
  }
}

// Streaming lets the browser keep the compiled code, but insists on the right content type.
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

serveCore(globalThis, {
  makeCore,
  openPorts: ({ server, community }) => (server ? webPorts({ server, community }) : undefined),
});
