// A sealed vote on real phones: the shipped app, the real module and server, Chromium. What was
// voted without a network can be read on that phone until it is sent, and then nowhere before the
// count: not on the phone, not on another's, not in what the server hands out. Needs `make build`.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";
import { linksOf, newPage, visit } from "./demo_page.mjs";
import { startShipped } from "./kill9_server.mjs";

const PHONE = { width: 360, height: 740 };
const STREET = "米市巷"; // the demo's community whose neighbours vote sealed
const TITLE = "楼道里的鞋柜和婴儿车放哪里";

let browser;
let server;
let data;
let printed;

before(async () => {
  browser = await launch();
  data = mkdtempSync(path.join(tmpdir(), "yiting-sealed-"));
  server = await startShipped("demo", data);
  printed = server.out;
});

after(async () => {
  await browser?.close();
  await server?.stop("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

const origin = () => printed.match(/http:\/\/[^/\s]+/)[0];

async function openMatter(page, hex) {
  await page.goto(`${origin()}/#/matter/${hex}`);
  await page.getByRole("heading", { name: "表决" }).waitFor();
}

// The running vote of the neighbours, as an address; the resident's list names it.
async function findMatter(page) {
  await page.goto(`${origin()}/#/matters`);
  const card = page.locator("a.matter", { hasText: TITLE }).first();
  await card.waitFor();
  return (await card.getAttribute("href")).split("/").pop().split("?")[0];
}

// Of those whom the demo names: somebody whose household has not voted.
async function findVoter() {
  const tried = [];
  for (const who of ["居民 Resident", "楼道长"]) {
    for (const link of linksOf(printed, STREET, who)) {
      const page = await visit(await newPage(browser, { ...PHONE, height: 6000 }), link);
      const hex = await findMatter(page);
      await openMatter(page, hex);
      tried.push(await page.locator("main").innerText());
      if (await page.getByRole("button", { name: "投票", exact: true }).count() > 0) {
        return [page, hex];
      }
      await page.context().close();
    }
  }
  throw new Error(`nobody can vote:\n${tried.join("\n----\n")}`);
}

test("A6.5: a sealed ballot is read by nobody before the count", async () => {
  const [voter, hex] = await findVoter();
  // The second visit is the one that works offline.
  await voter.reload();
  await voter.evaluate(() => navigator.serviceWorker.ready);
  await openMatter(voter, hex);
  await voter.getByText("票已密封，计票前谁也打不开").waitFor();

  await voter.context().setOffline(true);
  await voter.getByRole("button", { name: "投票", exact: true }).first().click();
  const form = voter.locator(".offer form");
  await form.getByLabel("反对", { exact: true }).check();
  await form.locator("button[type=submit]").click();
  await form.waitFor({ state: "detached" });
  await voter.getByText("您已投票，票已密封").waitFor();

  // What waits here can be read here, by who wrote it.
  await voter.goto(`${origin()}/#/outbox`);
  await voter.getByText("反对").first().waitFor();
  await voter.screenshot({ path: path.join(root, "build/shots/sealed-outbox.png") });

  await voter.context().setOffline(false);
  await openMatter(voter, hex);
  await voter.getByText("全部已上传").first().waitFor();
  await voter.getByText("您已投票，票已密封").waitFor();
  await voter.screenshot({ path: path.join(root, "build/shots/sealed-voter.png") });

  const neighbour = await visit(await newPage(browser, { ...PHONE, height: 6000 }),
    linksOf(printed, STREET, "小区支部书记")[0]);
  await openMatter(neighbour, hex);
  const seen = await neighbour.locator("main").innerText();
  assert.match(seen, /票已密封/);
  assert.doesNotMatch(seen, /反对 \d/);
  assert.doesNotMatch(seen, /同意 \d/);
  assert.deepEqual([...voter.problems, ...neighbour.problems], []);
});
