// What is shipped (web/dist), in Chromium: opens without a network from the second visit on, asks
// nobody else for anything, breaks no policy, and offers a newer build calmly. Needs `make build`.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";

const dist = path.join(root, "web/dist");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

let browser;
let server;
let origin;
let workerText; // answered instead of sw.js when set

before(async () => {
  assert.ok(fs.existsSync(path.join(dist, "sw.js")), "web/dist is missing: run `make build` first");
  browser = await launch();
  server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const file = path.join(dist, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[path.extname(file)],
      "cache-control": "no-cache",
    });
    response.end(pathname === "/sw.js" && workerText ? workerText : fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function visit(context, address) {
  const page = await context.newPage();
  const seen = { violations: [], foreign: [] };
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) seen.violations.push(message.text());
  });
  context.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(origin))
      seen.foreign.push(request.url());
  });
  await page.goto(origin + address);
  await page.locator("main h1").waitFor({ state: "attached" });
  return { page, seen };
}

const controlled = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener("controllerchange", done, {
          once: true,
        }),
      );
    }
  });

for (const [address, title] of [
  ["/", "议厅"],
  ["/console/", "工作台"],
]) {
  test(`${address} opens without a network from the second visit on`, async () => {
    const context = await browser.newContext({ locale: "zh-CN" });
    const { page, seen } = await visit(context, address);
    await controlled(page);
    await context.setOffline(true);
    await page.reload();
    await page.locator("main h1").waitFor({ state: "attached" });
    assert.match(await page.title(), new RegExp(title));
    assert.match(await page.locator("main").innerText(), /没有连上服务器/);
    assert.deepEqual(seen, { violations: [], foreign: [] });
    await context.close();
  });
}

test("the fake host and its fixtures are not in it", () => {
  const scripts = fs.readdirSync(path.join(dist, "assets")).filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length >= 2);
  for (const name of scripts)
    assert.doesNotMatch(
      fs.readFileSync(path.join(dist, "assets", name), "utf8"),
      /FakeCore|德胜社区/,
    );
});

test("everything that the core needs is kept too", async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, "/");
  await controlled(page);
  await context.setOffline(true);
  const statuses = await page.evaluate(async () => {
    const files = [
      "/core/yiting.wasm",
      "/core/worker/core_client.mjs",
      "/core/worker/core_worker.mjs",
    ];
    await import("/core/worker/core_client.mjs");
    return Promise.all(files.map(async (file) => (await fetch(file)).status));
  });
  assert.deepEqual(statuses, [200, 200, 200]);
  await context.close();
});

test("a newer build is offered and taken when the person says so", async () => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const { page } = await visit(context, "/");
  await controlled(page);
  workerText = fs
    .readFileSync(path.join(dist, "sw.js"), "utf8")
    .replace(/const build = '[^']*'/, "const build = '99999999T000000-newer'");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const button = page.getByRole("button", { name: "现在更新" });
  await button.waitFor();
  assert.deepEqual((await page.evaluate(() => caches.keys())).length, 2);
  await Promise.all([page.waitForEvent("load"), button.click()]);
  await page.locator("main h1").waitFor({ state: "attached" });
  assert.deepEqual(await page.evaluate(() => caches.keys()), ["yiting-99999999T000000-newer"]);
  workerText = undefined;
  await context.close();
});
