// Chromium and a static server over the repository, for the tests of wasm/ that need a real
// browser. Pages get the headers that the product's server sends, so a test fails where the product
// would.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const built = process.env.YITING_WASM_DIR ?? path.join(root, "build/wasm");
const { chromium } = createRequire(path.join(root, "web/package.json"))("playwright-core");

const TYPES = { ".mjs": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };
const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ws:";

// Serves the repository's files, and the built modules below /built/. Resolves to {origin,
// close()}.
export async function serve(answer = () => false) {
  const server = http.createServer((request, response) => {
    if (answer(request, response)) return;
    const { pathname } = new URL(request.url, "http://x");
    const file = pathname.startsWith("/built/")
      ? path.join(built, pathname.slice(7))
      : path.join(root, pathname);
    const type = TYPES[path.extname(file)];
    if (!type || !fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": type, "content-security-policy": CSP });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    server,
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => server.closeAllConnections() || server.close(),
  };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// {browser, server}: one of each for all tests of the file that calls this at its top, there from
// its first test to its last.
export function shareBrowser() {
  const shared = {};
  before(async () => {
    shared.server = await serve();
    shared.browser = await launch();
  });
  after(async () => {
    await shared.browser?.close();
    shared.server?.close();
  });
  return shared;
}
