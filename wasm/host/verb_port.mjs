// Runs one command-line verb of yiting_cli.wasm over a host's files and streams: under Node for
// wasm/cli.mjs, and in the console's worker, where the rules studio checks a pack as its admin
// types.
//
// io: {read(path) -> Uint8Array, or undefined when there is none
//      list(path) -> names (a folder's ends in "/"), or undefined
//      write(path, bytes), out(bytes), err(bytes)}; what throws is a file that cannot be read.
//      progress(what, done, total), if it is there, hears how far a long verb is.
// Tested by tests/web/cli.test.mjs
import { Exit, load } from "../loader/yiting_loader.mjs";
import { fileImports } from "./file_imports.mjs";
import { MemoryFiles } from "./memory_files.mjs";

const NOTHING_THERE = -1;
const UNREADABLE = -2;

// Resolves to the exit code. `source` as in load(); databases of a verb live in memory.
export async function runVerb(source, args, io, { rulesRoot = "rules", ...options } = {}) {
  const context = await load(source, {
    print: (line) => io.out(encode(`${line}\n`)),
    printError: (line) => io.err(encode(`${line}\n`)),
    ...options,
    hostImports: (c) => ({
      ...fileImports(c, new MemoryFiles()),
      ...ioImports(c, [rulesRoot, ...args], io),
    }),
  });
  try {
    return context.exports.yt_cli_main();
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
}

const encode = (text) => new TextEncoder().encode(text);
const joined = (names) => encode(names.map((name) => `${name}\0`).join(""));

function ioImports(context, args, io) {
  // Asked twice for the same bytes: first for the size, then to fill the room.
  let kept;
  const give = (make, out, outSize) => {
    if (out === 0) {
      try {
        kept = make();
      } catch {
        return UNREADABLE;
      }
      return kept ? kept.length : NOTHING_THERE;
    }
    context.bytes().set(kept.subarray(0, outSize), out);
    kept = undefined;
    return 0;
  };
  const list = (path) => {
    const names = io.list(path);
    return names && joined(names);
  };
  const copy = (address, size) => context.bytes().slice(address, address + size);
  const text = (address, size) => context.text(address, size);
  return {
    yt_io_args: (out, room) => give(() => joined(args), out, room),
    yt_io_read: (path, size, out, room) => give(() => io.read(text(path, size)), out, room),
    yt_io_list: (path, size, out, room) => give(() => list(text(path, size)), out, room),
    yt_io_write(path, size, bytes, count) {
      try {
        io.write(text(path, size), copy(bytes, count));
        return 0;
      } catch {
        return UNREADABLE;
      }
    },
    yt_io_out: (bytes, size) => io.out(copy(bytes, size)),
    yt_io_err: (bytes, size) => io.err(copy(bytes, size)),
    yt_io_progress: (what, size, done, total) => io.progress?.(text(what, size), done, total),
  };
}
