// Starts a module of ours (wasm/CMakeLists.txt) in any JavaScript host: browser worker, Node,
// mini-program. It is all the glue there is: the few functions that Emscripten's C library and its
// longjmp need, and whatever the host adds. No eval, no dynamic import, no global state.
// What a host must add (files, for one) it passes as hostImports.
// Tested by tests/web/loader.test.mjs and by every wasm unit test, which runs through it.

// Thrown through WebAssembly frames by longjmp; compared by identity, so nothing else is caught.
const LONGJMP = { name: "longjmp" };

// What `proc_exit` throws. run() turns it into a return value.
export class Exit extends Error {
  constructor(code) {
    super(`exit ${code}`);
    this.code = code;
  }
}

const ERRNO_BADF = 8;
const ERRNO_NOSYS = 52;

// Instantiates `source`: bytes, a WebAssembly.Module, or for hosts without one (the mini-program) a
// function `(imports) => Promise<{instance}>`, in which case options.importNames must list the
// module's imports of "env" (build/wasm/yiting.imports.json).
//
// options:
//   hostImports   {name: function} added to "env", or `(context) => {name: function}`
//   random        fills a Uint8Array with random bytes; default: crypto.getRandomValues
//   print, printError  take one line each; default: console.log, console.error
//   now           milliseconds since 1970, for hosts that allow a clock; default: there is none
//   args          the command line of a module with main
//
// Returns the context: {exports, bytes(), view(), text(address, size), run()}. bytes() and view()
// are over the memory as it is now; growth makes older ones useless, so ask again after every call.
export async function load(source, options = {}) {
  const context = makeContext();
  const env = makeEnv(context, options);
  const wasi = makeWasi(context, options);
  const host = options.hostImports ?? {};
  Object.assign(env, typeof host === "function" ? host(context) : host);

  let instance;
  if (typeof source === "function") {
    addInvokes(env, options.importNames ?? [], context);
    ({ instance } = await source({ env, wasi_snapshot_preview1: wasi }));
  } else {
    const isModule = source instanceof WebAssembly.Module;
    const module = isModule ? source : await WebAssembly.compile(source);
    const wanted = WebAssembly.Module.imports(module);
    addInvokes(env, wanted.filter((w) => w.module === "env").map((w) => w.name), context);
    const given = { env, wasi_snapshot_preview1: wasi };
    const missing = wanted.filter((w) => !given[w.module]?.[w.name]);
    if (missing.length > 0) {
      const names = missing.map((w) => `${w.module}.${w.name}`).join(", ");
      throw new Error(`the module imports what no host provides: ${names}`);
    }
    instance = await WebAssembly.instantiate(module, given);
  }
  context.exports = instance.exports;
  context.exports._initialize?.();
  return context;
}

function makeContext() {
  return {
    exports: null,
    bytes() {
      return new Uint8Array(this.exports.memory.buffer);
    },
    view() {
      return new DataView(this.exports.memory.buffer);
    },
    text(address, size) {
      return decodeUtf8(this.bytes().subarray(address, address + size));
    },
    // Runs main of a module that has one and returns its exit code.
    run() {
      try {
        this.exports._start();
        return 0;
      } catch (error) {
        if (error instanceof Exit) return error.code;
        throw error;
      }
    },
  };
}

// The mini-program's older logic threads have no TextDecoder.
function decodeUtf8(bytes) {
  if (typeof TextDecoder !== "undefined") return new TextDecoder().decode(bytes);
  let escaped = "";
  for (const byte of bytes) escaped += "%" + (byte + 256).toString(16).slice(1);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return "(not UTF-8)";
  }
}

function makeEnv(context, options) {
  let tempRet0 = 0;
  const random = options.random ?? cryptoRandom;
  return {
    setTempRet0: (value) => {
      tempRet0 = value;
    },
    getTempRet0: () => tempRet0,
    _emscripten_throw_longjmp: () => {
      throw LONGJMP;
    },
    emscripten_notify_memory_growth: () => {},
    yt_random: (address, size) => random(context.bytes().subarray(address, address + size)),
  };
}

function cryptoRandom(bytes) {
  const most = 65536; // what one call of getRandomValues may fill
  for (let at = 0; at < bytes.length; at += most) {
    globalThis.crypto.getRandomValues(bytes.subarray(at, at + most));
  }
}

// invoke_<types>(index, ...) calls a function of the table so that a longjmp out of it lands in the
// C code that called setjmp: the stack pointer goes back and setThrew says that it happened.
function addInvokes(env, names, context) {
  const invoke = (index, ...args) => {
    const { exports } = context;
    const stack = exports.stackSave();
    try {
      return exports.__indirect_function_table.get(index)(...args);
    } catch (error) {
      if (error !== LONGJMP) throw error;
      exports.stackRestore(stack);
      exports.setThrew(1, 0);
      return undefined;
    }
  };
  for (const name of names) {
    if (name.startsWith("invoke_")) env[name] = invoke;
  }
}

// The part of WASI that the C library asks for. There are no files; a clock only if the host says.
function makeWasi(context, options) {
  const lines = {
    1: new LineWriter(options.print ?? ((line) => console.log(line))),
    2: new LineWriter(options.printError ?? ((line) => console.error(line))),
  };
  const args = (options.args ?? []).map((arg) => encodeUtf8(`${arg}\0`));
  return {
    fd_write(fd, vectors, count, written) {
      if (!lines[fd]) return ERRNO_BADF;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const address = context.view().getUint32(vectors + 8 * i, true);
        const size = context.view().getUint32(vectors + 8 * i + 4, true);
        lines[fd].write(context.bytes().slice(address, address + size));
        total += size;
      }
      context.view().setUint32(written, total, true);
      return 0;
    },
    fd_read: () => ERRNO_BADF,
    fd_close: () => ERRNO_BADF,
    fd_seek: () => ERRNO_BADF,
    fd_fdstat_get: () => ERRNO_BADF,
    environ_sizes_get(count, size) {
      context.view().setUint32(count, 0, true);
      context.view().setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    args_sizes_get(count, size) {
      context.view().setUint32(count, args.length, true);
      context.view().setUint32(size, args.reduce((sum, arg) => sum + arg.length, 0), true);
      return 0;
    },
    args_get(pointers, buffer) {
      args.forEach((arg, i) => {
        context.view().setUint32(pointers + 4 * i, buffer, true);
        context.bytes().set(arg, buffer);
        buffer += arg.length;
      });
      return 0;
    },
    clock_time_get(_clock, _precision, result) {
      if (!options.now) return ERRNO_NOSYS;
      const nanoseconds = BigInt(Math.round(options.now() * 1000)) * 1000n;
      context.view().setBigUint64(result, nanoseconds, true);
      return 0;
    },
    proc_exit(code) {
      lines[1].flush();
      lines[2].flush();
      throw new Exit(code);
    },
  };
}

function encodeUtf8(text) {
  const escaped = encodeURIComponent(text);
  const bytes = [];
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === "%") {
      bytes.push(parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      bytes.push(escaped.charCodeAt(i));
    }
  }
  return Uint8Array.from(bytes);
}

// Cuts what is written into lines, as console hooks want them. A last line without an end waits for
// more until the module exits.
class LineWriter {
  constructor(emit) {
    this.emit = emit;
    this.pending = [];
  }

  write(bytes) {
    let begin = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] !== 10) continue;
      this.pending.push(...bytes.subarray(begin, i));
      this.emit(decodeUtf8(Uint8Array.from(this.pending)));
      this.pending = [];
      begin = i + 1;
    }
    this.pending.push(...bytes.subarray(begin));
  }

  flush() {
    if (this.pending.length === 0) return;
    this.emit(decodeUtf8(Uint8Array.from(this.pending)));
    this.pending = [];
  }
}
