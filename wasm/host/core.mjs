// The core as an object: one call in, one message out. Loads yiting.wasm over a host's files; the
// same for worker, Node and mini-program. A call is synchronous: SQLite cannot wait.
// The three exports it uses: docs/formats/bridge.md.
// Tested by tests/web/bridge.test.mjs
import { load } from "../loader/yiting_loader.mjs";
import { fileImports } from "./file_imports.mjs";

export class Core {
  // `source` and the rest of `options` as in load(); `files` as in file_imports.mjs.
  static async start(source, files, options = {}) {
    const core = new Core();
    core.lastFileError = null;
    core.context = await load(source, {
      ...options,
      hostImports: (context) =>
        fileImports(context, files, (error) => {
          core.lastFileError = error;
        }),
    });
    return core;
  }

  // An encoded BridgeRequest in, an encoded BridgeResponse out. Throws only when the module died (a
  // CHECK of ours failed, or there is no memory): then this Core is of no more use.
  call(request) {
    const { exports } = this.context;
    const at = exports.yt_alloc(request.length);
    if (at === 0) throw new Error("the core has no memory left");
    this.context.bytes().set(request, at);
    const answer = exports.yt_call(at, request.length);
    exports.yt_free(at);
    if (answer === 0) throw new Error("the core has no memory left");
    const size = this.context.view().getUint32(answer, true);
    const bytes = this.context.bytes().slice(answer + 4, answer + 4 + size);
    exports.yt_free(answer);
    return bytes;
  }
}
