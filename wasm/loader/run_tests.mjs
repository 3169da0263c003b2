// Runs a GoogleTest program that was built as WebAssembly:
//   node wasm/loader/run_tests.mjs build/wasm/tests/unit_tests_base.wasm [--gtest_filter=...]
// Exits with the program's code. Tests may read the repository's files (tests/support/files.h) and
// have databases of their own, in memory (wasm/host/memory_files.mjs).
import { readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { fileImports } from "../host/file_imports.mjs";
import { MemoryFiles } from "../host/memory_files.mjs";
import { load } from "./yiting_loader.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const [program, ...args] = process.argv.slice(2);
if (!program) {
  console.error("usage: node run_tests.mjs PROGRAM.wasm [GoogleTest arguments]");
  process.exit(2);
}

// answer(bytes): what a yt_test_ function returns: the size, and the bytes if there is room.
function repositoryImports(context) {
  const within = (address, size) => path.join(root, context.text(address, size));
  const answer = (make) => (address, size, out, outSize) => {
    let bytes;
    try {
      bytes = make(within(address, size));
    } catch {
      return -1;
    }
    if (outSize >= bytes.length) context.bytes().set(bytes, out);
    return bytes.length;
  };
  const list = (folder) =>
    readdirSync(folder)
      .map((name) => (statSync(path.join(folder, name)).isDirectory() ? `${name}/\n` : `${name}\n`))
      .join("");
  return {
    yt_test_read: answer((file) => readFileSync(file)),
    yt_test_list: answer((folder) => Buffer.from(list(folder))),
  };
}

// Calls of the C library that GoogleTest links and no test reaches: the kernel's answer is ENOSYS.
function noKernel(module) {
  const names = WebAssembly.Module.imports(module).map((wanted) => wanted.name);
  const calls = names.filter((name) => name.startsWith("__syscall_"));
  return Object.fromEntries(calls.map((name) => [name, () => -52]));
}

const module = new WebAssembly.Module(readFileSync(program));
const context = await load(module, {
  hostImports: (c) => ({
    ...noKernel(module),
    ...repositoryImports(c),
    ...fileImports(c, new MemoryFiles(), (error) => console.error(error)),
  }),
  args: [path.basename(program), ...args],
  now: () => Date.now(),
});
process.exitCode = context.run();
