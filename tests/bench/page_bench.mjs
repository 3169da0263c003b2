// Cold start of the page with many matters: the real server, the shipped app, Chromium.
//   first     a new phone: from navigation to the first 20 matters drawn, the whole ledger pulled,
//             verified and applied on the way
//   second    the same phone again, from navigation start, its replica on disk (median of 5)
// node tests/bench/page_bench.mjs [MATTERS=10000]      needs `make build` and `ninja
// kill9_prepare`
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch, root } from "../web/browser_support.mjs";
import { makeCommunity, serve } from "../web/kill9_server.mjs";

const PER_PUSH = 50; // commands in one request
const wanted = Number(process.argv[2] ?? 10_000);
const data = mkdtempSync(path.join(tmpdir(), "yiting-page-"));

async function post(origin, method, body) {
  const answer = await fetch(`${origin}/yiting.v1.SyncService/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const hex = (base64) => Buffer.from(base64, "base64").toString("hex");

async function fill(origin, made) {
  for (let i = 0; i < made.commands.length; i += PER_PUSH) {
    const some = made.commands.slice(i, i + PER_PUSH).map((command) => command.push);
    await post(origin, "Push", {
      community: some[0].community,
      commands: some.flatMap((push) => push.commands),
      contents: some.flatMap((push) => push.contents ?? []),
    });
    process.stderr.write(`\rpushed ${i + some.length} of ${made.commands.length}`);
  }
  process.stderr.write("\n");
}

async function drawn(page) {
  await page.locator("a.matter").nth(19).waitFor({ timeout: 600_000 });
}

const made = makeCommunity(data, 1, wanted);
const server = await serve(data, ["--web", path.join(root, "web/dist")]);
const origin = server.origin.replace("0.0.0.0", "localhost").replace(/\/$/, "");
const browser = await launch();
try {
  await fill(origin, made);
  const { communities } = await post(origin, "Describe", {});
  const place = `${hex(communities[0].community)}/${hex(communities[0].sequencerKey)}`;
  const viewport = { width: 360, height: 740 };
  const context = await browser.newContext({ viewport, locale: "zh-CN" });
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(`${origin}/#/visit/${place}`);
  await page.waitForFunction(() => !location.hash.includes("/visit/"), null, { timeout: 600_000 });
  await page.goto(`${origin}/#/matters`);
  await drawn(page);
  const since = () => Math.round(performance.now() - start);
  console.log(`first   ${communities[0].treeSize} entries  ${since()} ms to 20 matters`);
  while ((await page.getByText("全部已上传").count()) === 0) await page.waitForTimeout(200);
  console.log(`synced  ${since()} ms to the whole ledger`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const begin = performance.now();
    await page.reload({ waitUntil: "commit" });
    await drawn(page);
    times.push(Math.round(performance.now() - begin));
  }
  times.sort((a, b) => a - b);
  console.log(`second  ${times[2]} ms to 20 matters (of ${times.join(", ")})`);
} finally {
  await browser.close();
  await server.stop("SIGKILL");
  rmSync(data, { recursive: true, force: true });
}
