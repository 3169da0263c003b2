// The rules page end to end: the real server with its demo, the shipped app, Chromium. Admins
// change numbers of their street's rules as a form; each change is an entry that others see. Needs
// `make build`.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";
import {
  WAIT_MS, linksOf as linksIn, newPage, treeSizeOf, visit as visitBy,
} from "./demo_page.mjs";
import { startShipped } from "./kill9_server.mjs";

const desk = { width: 1440, height: 900 };

let browser;
let server;
let folder;
const problems = [];

before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "yiting-rules-"));
  server = await startShipped("demo", path.join(folder, "data"));
});

after(async () => {
  await browser?.close();
  await server?.stop("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const linksOf = (street, who) => linksIn(server.out, street, who);
const inConsole = (link) => link.replace(/\/(console\/)?#/, "/console/#");

const visit = async (link, viewport = desk) =>
  visitBy(await newPage(browser, viewport, problems), link);
async function showRules(page) {
  await page.goto(`${server.origin}/console/#/rules`);
  await page.getByRole("heading", { name: "街道可以改的数" }).waitFor();
}
async function admin(link) {
  const page = await visit(inConsole(link));
  await showRules(page);
  return page;
}
const allSent = (page) => page.getByText("全部已上传").first().waitFor();
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
const number = (page, title) => page.getByLabel(title, { exact: true });
async function holds(page, title, value) {
  await page.waitForFunction(
    ([label, text]) => [...document.querySelectorAll(".param")].some((one) =>
      one.querySelector("label")?.textContent === label
      && one.querySelector("input").value === text && !one.classList.contains("changed")),
    [title, value]);
}
async function look(page) {
  await press(page, "看看改动");
  await page.getByRole("heading", { name: "这次改动" }).waitFor();
  return page.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
}
const entries = (street) => treeSizeOf(server.origin, street);
// Waits until the ledger has so many entries, and no more.
async function recorded(size) {
  const until = Date.now() + WAIT_MS;
  while (await entries(street) < size && Date.now() < until)
    await new Promise((tick) => setTimeout(tick, 50));
  assert.equal(await entries(street), size);
}

// Says something as a resident, and when the answer is due: the words on the matter's page.
async function say(page, words) {
  await page.goto(`${server.origin}/#/ring/say`);
  await page.getByLabel("建议").check();
  await page.getByLabel("想说的事").fill(words);
  await page.locator("dialog button[type=submit]").click();
  await page.waitForURL(/#\/matter\/[0-9a-f]{32}/);
  await page.waitForFunction(() => !document.body.innerText.includes("待上传"));
  return page.url();
}
async function due(page, matter) {
  await page.goto(`${server.origin}/#/me`);
  await page.goto(matter);
  return page.getByText(/^时限：/).first().textContent();
}

const street = "博学圆桌汇"; // its registrar alone puts rules in force
let first; // the registrar's desk
let second; // of another registrar, who joins by invitation

test("a number is changed: what is open keeps its deadline, what comes has another", async () => {
  first = await admin(linksOf(street, "可改规则")[0]);
  const phone = { width: 360, height: 740 };
  const resident = await visit(linksOf(street, "居民 Resident")[0], phone);
  const before = await say(resident, "楼道灯不亮");
  const dueBefore = await due(resident, before);

  await number(first, "答复的提醒期限").fill("9");
  await first.getByText("请填 1 到 5 之间的数。").waitFor();
  await number(first, "答复的提醒期限").fill("5");
  await first.reload(); // what was typed is still there
  assert.equal(await number(first, "答复的提醒期限").inputValue(), "5");
  assert.deepEqual(await look(first), [["答复的提醒期限", "3 个工作日", "5 个工作日"]]);
  const size = await entries(street);
  await press(first, "让它生效");
  await holds(first, "答复的提醒期限", "5");
  await recorded(size + 1);
  await first.getByText("答复的提醒期限 3 个工作日 → 5 个工作日").first().waitFor();

  const later = await say(resident, "楼道灯又不亮");
  assert.equal(await due(resident, before), dueBefore);
  assert.notEqual(await due(resident, later), dueBefore);

  // Who may not change the rules can read them.
  await resident.goto(inConsole(linksOf(street, "居民 Resident")[0]));
  await showRules(resident);
  await resident.getByText("您在这里只能看；能改规则的是登记员").waitFor();
  assert.equal(await resident.locator("main input").count(), 0);
  await resident.context().close();
});

test("two at once: the second is told, has the numbers in the form, and sends again", async () => {
  await first.goto(`${server.origin}/console/#/members`);
  await first.getByLabel("身份", { exact: true }).selectOption("registrar");
  await press(first, "生成邀请链接");
  const invitation = await first.locator("form .mono").textContent();
  await allSent(first);
  await showRules(first);

  second = await visit(invitation.trim());
  await second.getByLabel("姓名").fill("林晓");
  await second.getByRole("button", { name: "加入" }).click();
  await second.waitForURL((url) => !url.hash.includes("/join/"));
  await allSent(second);
  const [, place] = invitation.match(/#\/join\/(\w{64}\/\w{64})\//);
  await second.goto(`${server.origin}/console/#/visit/${place}`);
  await allSent(second);
  await showRules(second);

  // The second one's change waits without a network; meanwhile the first one's takes effect.
  await number(second, "居民反馈期限").fill("10");
  await look(second);
  await second.context().setOffline(true);
  await press(second, "让它生效");
  await second.getByText("改动已存好，有网络就上传").waitFor();
  await second.getByText("1 件待上传").first().waitFor();
  const size = await entries(street);
  await number(first, "约定圆桌会的时限").fill("4");
  await look(first);
  await press(first, "让它生效");
  await recorded(size + 1);

  await second.context().setOffline(false);
  await second.getByText("您改的时候，别人的改动先生效了。").waitFor();
  const told = await second.getByText(/您填写的时候，规则已经换了/).textContent();
  assert.match(told, /陈建国/);
  assert.match(told, /约定圆桌会的时限 3 个工作日 → 4 个工作日/);
  assert.equal(await number(second, "居民反馈期限").inputValue(), "10");
  assert.equal(await number(second, "约定圆桌会的时限").inputValue(), "4");
  await second.screenshot({ path: path.join(root, "build/shots/rules-told.png"), fullPage: true });
  assert.deepEqual(await look(second), [["居民反馈期限", "3 天", "10 天"]]);
  await press(second, "让它生效");
  await holds(second, "居民反馈期限", "10");
  await holds(first, "居民反馈期限", "10");
  await holds(first, "约定圆桌会的时限", "4");
});

test("a change made without a network, by keyboard, waits and is sent later", async () => {
  const size = await entries(street);
  await first.context().setOffline(true);
  await number(first, "例会间隔").focus();
  await first.keyboard.press("Control+a");
  await first.keyboard.type("31");
  await first.keyboard.press("Enter");
  await first.getByRole("heading", { name: "这次改动" }).waitFor();
  await first.keyboard.press("Tab");
  await first.keyboard.press("Enter");
  await first.locator("section.pending").getByText("待上传").waitFor();
  assert.equal(await entries(street), size);
  await first.context().setOffline(false);
  await first.locator("section.pending").waitFor({ state: "detached" });
  await recorded(size + 1);
  await holds(second, "例会间隔", "31");
});

test("matters under earlier rules move, and an earlier version comes back", async () => {
  const size = await entries(street);
  await first.getByRole("button", { name: /件移到现行规则下/ }).click();
  await press(first, "确认移过去");
  await first.getByText(/\d+ 件已移过去。/).waitFor();
  await recorded(size + 1);

  await first.getByRole("button", { name: /^改回 .* 这一版$/ }).last().click();
  const rows = first.locator("tbody tr");
  await rows.first().waitFor();
  assert.equal(await rows.count(), 4);
  await press(first, "让它生效");
  for (const [title, value] of [["答复的提醒期限", "3"], ["居民反馈期限", "3"], ["例会间隔", "30"]])
    await holds(first, title, value);
  await holds(second, "答复的提醒期限", "3");
});

test("files with an error are told place and mend; good ones take effect", async () => {
  const size = await entries(street);
  const edited = path.join(folder, "beigan");
  cpSync(path.join(root, "rules/packs/beigan"), edited, { recursive: true });
  const file = path.join(edited, "params.lua");
  const good = readFileSync(file, "utf8");
  const lines = good.split("\n");
  const at = lines.findIndex((line) => line.includes("reply_soft_days"));
  lines[at] = lines[at].replace("workdays(3,", "workdays(2.5,");
  writeFileSync(file, lines.join("\n"));
  const pick = first.getByLabel("选改好的文件夹");
  await pick.setInputFiles(edited);
  const column = lines[at].indexOf("2.5") + 1;
  await first.getByText(`params.lua:${at + 1}:${column}`).waitFor();
  await first.getByText(/^改法：/).first().waitFor();
  await first.screenshot({ path: path.join(root, "build/shots/rules-fault.png"), fullPage: true });

  writeFileSync(file, good.replace("max = 5, source = reply", "max = 9, source = reply"));
  await pick.setInputFiles(edited);
  await first.getByText("有改动的文件：params.lua").waitFor();
  assert.equal(await entries(street), size);
  await press(first, "让它生效");
  await first.getByText("可填 1–9；默认 3 个工作日").waitFor();
  await recorded(size + 1);

  const [download] = await Promise.all([
    first.waitForEvent("download"), press(first, "下载现行规则文件")]);
  const archive = readFileSync(await download.path());
  assert.equal(download.suggestedFilename(), "beigan-2026.1.zip");
  assert.ok(archive.includes("beigan/params.lua"));
  assert.ok(archive.includes("max = 9, source = reply"));
});

test("where two must sign, the second signature puts it in force", async () => {
  const [one, two] = await Promise.all(linksOf("米市巷", "可改规则").map(admin));
  await number(one, "受理时限").fill("1");
  await number(one, "到会比例：分子").fill("2");
  await number(one, "到会比例：分母").fill("3");
  assert.equal((await look(one)).length, 2);
  await press(one, "签字");
  await one.getByText(/^1\/2 已签：/).waitFor();
  await two.getByText(/^1\/2 已签：/).waitFor();
  assert.equal(await number(two, "受理时限").inputValue(), "2");
  await press(two, "看一看，也签字");
  await two.getByRole("heading", { name: "这次改动" }).waitFor();
  await press(two, "签字，让它生效");
  await holds(two, "受理时限", "1");
  await holds(one, "受理时限", "1");
  await one.getByText("等人签字的改动").waitFor({ state: "detached" });
});

test("where the rules demand a vote, the change is put to it", async () => {
  const member = await admin(linksOf("社区通", "居委会成员")[0]);
  await number(member, "公示天数").fill("14");
  await look(member);
  await number(member, "改什么").fill("公示延长到十四天");
  await number(member, "为什么").fill("七天太短，上夜班的人看不到。");
  await press(member, "交付表决");
  await member.waitForURL(/#\/matter\/[0-9a-f]{32}/);
  // Who is asked for a comment or a vote sees what would change.
  await member.locator("article tbody").getByText("14 天").waitFor();
  await showRules(member);
  await member.getByText("进行中").first().waitFor();
  await member.getByText("公示天数 7 天 → 14 天").waitFor();
  assert.equal(await number(member, "公示天数").inputValue(), "7");
  assert.deepEqual(problems, []);
});
