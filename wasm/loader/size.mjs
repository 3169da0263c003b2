// Says how large a module is to download (brotli -11) and, beside it, writes what it imports for
// hosts that cannot ask (yiting_loader.mjs, importNames). With --limit N exits 1 above N bytes.
//   node wasm/loader/size.mjs build/wasm/yiting.wasm [--limit 480000]
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const [file, flag, value] = process.argv.slice(2);
const bytes = readFileSync(file);
const packed = brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
}).length;
console.log(`${file.split("/").pop()}: ${bytes.length} bytes, ${packed} under brotli -11`);

if (flag === "--limit") {
  if (packed > Number(value)) {
    console.error(`${file}: ${packed} bytes under brotli -11 are more than ${value}`);
    process.exit(1);
  }
} else {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  const names = imports.filter((i) => i.module === "env").map((i) => i.name);
  writeFileSync(file.replace(/\.wasm$/, ".imports.json"), `${JSON.stringify(names)}\n`);
}
