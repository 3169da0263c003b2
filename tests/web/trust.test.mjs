// A resident's own on real phones: the shipped app, the real module and server, Chromium. What was
// written is erased without a network, gone here at once and everywhere after the next sync; a
// second phone is bound by its code and then acts in the same name; a receipt is held and saved;
// and everything is checked, up to the last entry. Needs `make build`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";
import { linksOf, newPage, visit } from "./demo_page.mjs";
import { startShipped, yiting } from "./kill9_server.mjs";

const PHONE = { width: 360, height: 740 };
const STREET = "米市巷";
const CHECK_MS = 300_000; // on a machine that has other work
const WORDS = "三单元的灯坏了，我家电话是 88001122";

let browser;
let server;
let data;
let resident;

const origin = () => server.out.match(/http:\/\/[^/\s]+/)[0];
const shot = (page, name) =>
  page.screenshot({ path: path.join(root, `build/shots/${name}.png`), fullPage: true });
const sent = (page) => page.getByText("全部已上传").first().waitFor();
const open = (page, hash) => page.goto(`${origin()}/${hash}`);

before(async () => {
  browser = await launch();
  data = mkdtempSync(path.join(tmpdir(), "yiting-trust-"));
  server = await startShipped("demo", data);
  resident = await visit(await newPage(browser, PHONE),
    linksOf(server.out, STREET, "居民 Resident")[0]);
  // The second visit is the one that works offline.
  await resident.reload();
  await resident.evaluate(() => navigator.serviceWorker.ready);
  await sent(resident);
});

after(async () => {
  await browser?.close();
  await server?.stop("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

test("what I wrote is erased without a network and gone for everybody after it", async () => {
  await open(resident, "#/message");
  await resident.getByLabel("想说的话").fill(WORDS);
  await resident.getByRole("button", { name: "留下" }).click();
  await resident.getByText("已入账").first().waitFor();
  await sent(resident);

  // Whoever may read it has it.
  const staff = await newPage(browser, { width: 1280, height: 2000 });
  const [link] = linksOf(server.out, STREET, "社工 Social worker");
  await visit(staff, link);
  await open(staff, "console/#/messages");
  await staff.getByText(WORDS).first().waitFor();

  await open(resident, "#/me/data");
  const mine = resident.locator("li.item", { hasText: WORDS });
  await mine.waitFor();
  await resident.context().setOffline(true);
  await mine.getByRole("button", { name: /^删除/ }).click();
  await resident.getByRole("button", { name: "确认删除" }).click();
  await mine.waitFor({ state: "detached" });
  await resident.getByText(WORDS).first().waitFor({ state: "detached" });
  await resident.getByText("已删除（").first().waitFor();
  await resident.getByText("项改动存在这台设备上").waitFor();
  await shot(resident, "trust-erased-offline");

  await resident.context().setOffline(false);
  await sent(resident);
  await resident.getByText("项改动存在这台设备上").waitFor({ state: "detached" });
  await staff.getByText(WORDS).first().waitFor({ state: "detached" });
  await staff.getByText("已删除（").first().waitFor();
  await shot(staff, "trust-erased-staff");
  assert.deepEqual([...resident.problems, ...staff.problems], []);
  await staff.context().close();
});

test("a second phone is bound by the code that it shows, and acts in my name", async () => {
  const place = linksOf(server.out, STREET, "居民 Resident")[0].split("/#/as/")[1].split("/");
  const [community, key] = place;
  const second = await visit(await newPage(browser, PHONE),
    `${origin()}/#/visit/${community}/${key}`);
  await open(second, "#/me/this-phone");
  const code = (await second.locator(".code.mono, .mono.code").last().innerText()).trim();
  const short = (await second.locator(".short").innerText()).trim();
  assert.ok(code.startsWith(short), `${short} of ${code}`);
  await shot(second, "trust-second-code");

  await open(resident, "#/me/phones");
  await resident.getByLabel("扫不了？输入新手机上的登记码").fill(code.toLowerCase());
  await resident.getByRole("button", { name: "下一步" }).click();
  await resident.getByText(short).waitFor();
  await resident.getByRole("button", { name: "是我的，登记" }).click();
  await resident.getByText("新手机已登记").waitFor();
  await sent(resident);

  // Poked, the new phone finds out by itself.
  await second.getByText("这部手机已经登记在").waitFor();
  await open(second, "#/message");
  await second.getByLabel("想说的话").fill("从新手机上写的");
  await second.getByRole("button", { name: "留下" }).click();
  await second.getByText("已入账").first().waitFor();
  await open(second, "#/me/data");
  await second.locator("li.item", { hasText: "从新手机上写的" }).waitFor();

  // And it is revoked from the first one.
  await open(resident, "#/me/phones");
  await resident.getByRole("button", { name: `停用 手机 ${short}` }).click();
  await resident.getByRole("button", { name: "确认停用" }).click();
  await resident.getByText("已停用").first().waitFor();
  await sent(resident);
  await open(second, "#/me");
  await second.getByText("停用").first().waitFor();
  assert.deepEqual([...resident.problems, ...second.problems], []);
  await second.context().close();
});

test("a receipt is held for what I did, and saved", async () => {
  await open(resident, "#/outbox");
  const save = resident.getByRole("button", { name: /^存回执/ }).first();
  await save.waitFor();
  const download = resident.waitForEvent("download");
  await save.click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^\d+\.tlog-proof$/);
  const text = readFileSync(await file.path(), "utf8");
  assert.match(text, /^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
  await shot(resident, "trust-receipt");
});

test("everything is checked on the phone, up to the last entry", async () => {
  await open(resident, "#/check");
  // It began with a snapshot, and says so until everything was checked.
  await resident.getByText("还没有核对").first().waitFor();
  await resident.getByRole("button", { name: "开始核对" }).click();
  const bar = resident.getByRole("progressbar");
  await bar.waitFor();
  await resident.getByRole("button", { name: "暂停" }).click();
  await resident.getByText("已暂停").waitFor();
  const place = Number(await bar.getAttribute("aria-valuenow"));
  assert.ok(place > 0, `stopped at ${place}`);
  await shot(resident, "trust-check-stopped");

  // Closed and opened again, it is where it was.
  await resident.reload();
  await resident.getByText("已暂停").waitFor();
  const now = async () => Number(await bar.getAttribute("aria-valuenow"));
  for (let i = 0; i < 50 && (await now()) < place; i++) await resident.waitForTimeout(100);
  assert.ok((await now()) >= place, `${await now()} after ${place}`);
  await resident.getByRole("button", { name: "接着核对" }).click();
  await resident.getByText("全部对得上").waitFor({ timeout: CHECK_MS });
  const words = await resident.getByText("全部对得上").innerText();
  const size = await resident.locator("dt", { hasText: "条数" }).locator("+ dd").innerText();
  assert.equal(words.match(/前 (\d+) 条/)[1], size.match(/\d+/)[0]);
  await shot(resident, "trust-checked");

  // What a snapshot covers it does not keep; a stranger comes to the same root from the server.
  const root = await resident.locator("dt", { hasText: "树根" }).locator("+ dd").innerText();
  await resident.getByRole("button", { name: "存账本文件" }).click();
  const told = await resident.getByText("没有存全部条目").innerText();
  const url = told.match(/yiting ledger verify (http:\S+\/ledger\/[0-9a-f]{64})/)[1];
  const stranger = spawnSync(yiting, ["ledger", "verify", url], { encoding: "utf8" });
  assert.match(stranger.stdout, new RegExp(`^root ${root}$`, "m"), stranger.stderr);
  assert.match(stranger.stdout, /^verified$/m);
  assert.deepEqual(resident.problems, []);
});

test("a name is put right, and who withdraws consent is gone", async () => {
  await open(resident, "#/me/data");
  await resident.getByRole("button", { name: "改姓名、房号" }).click();
  await resident.getByLabel("姓名").fill("沈改名");
  await resident.getByRole("button", { name: "改好了" }).click();
  await sent(resident);
  await open(resident, "#/me");
  await resident.getByRole("heading", { name: "沈改名" }).waitFor();

  const [link] = linksOf(server.out, STREET, "社工 Social worker");
  const staff = await visit(await newPage(browser, { width: 1280, height: 4000 }), link);
  await open(staff, "console/#/members");
  await staff.getByText("沈改名").first().waitFor();

  await open(resident, "#/me/data");
  await resident.getByRole("button", { name: "我要退出" }).click();
  await resident.getByLabel("同时删除我写的全部内容").check();
  await resident.getByRole("button", { name: "确认退出" }).click();
  await resident.getByText("您已退出").waitFor();
  await sent(resident);
  await staff.getByText("沈改名").first().waitFor({ state: "detached" });
  await open(resident, "#/me/this-phone");
  await resident.getByText("这部手机停用过").waitFor();
  await shot(resident, "trust-left");
  assert.deepEqual([...resident.problems, ...staff.problems], []);
});
