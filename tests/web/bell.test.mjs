// The bell end to end: the real server, the shipped app, Chromium. A resident rings without a
// network, sees at once what the rules make of it, closes the page and opens it again; with the
// network back it is recorded exactly once and a second device sees it by the poke. The server is
// killed in the middle of a push, before and after it took it. Staff walk the matter through all
// nine steps in the console. Needs `make build`.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";
import { startProxy } from "./bell_proxy.mjs";
import { linksOf, newPage, treeSizeOf, visit } from "./demo_page.mjs";
import { startShipped } from "./kill9_server.mjs";

const POKE_MS = 2_000; // what the second device may take after the first was told

let browser;
let proxy;
let server;
let data;
let printed; // what the demo said at its first start

async function startServer(verb) {
  server = await startShipped(verb, data);
  const found = server.out.match(/http:\/\/[^:]+:(\d+)/);
  proxy.target = Number(found[1]);
}

before(async () => {
  browser = await launch();
  proxy = await startProxy();
  data = mkdtempSync(path.join(tmpdir(), "yiting-bell-"));
  await startServer("demo");
  printed = server.out;
});

after(async () => {
  await browser?.close();
  await server?.stop("SIGKILL");
  proxy?.close();
  rmSync(data, { recursive: true, force: true });
});

const street = "米市巷"; // the demo's community that has a bell

// The demo's link for whoever `who` names there, by way of the proxy.
const linkOf = (who) =>
  linksOf(printed, street, who)[0].replace(/^http:\/\/[^/]+/, proxy.origin);

// What whoever it names there is called: a line of the demo ends in it.
const nameOf = (who) =>
  printed.slice(printed.indexOf(street)).split("\n").find((line) => line.includes(who))
    .split(" · ").at(-1).trim();

const open = async (who, size = { width: 360, height: 740 }) =>
  visit(await newPage(browser, size), linkOf(who));

const treeSize = () => treeSizeOf(proxy.origin, street);

async function ring(page, title) {
  await page.goto(`${proxy.origin}/#/ring/bell`);
  await page.getByLabel("要协商的事").fill(title);
  await page.getByRole("button", { name: "确认按铃" }).click();
  await page.getByRole("heading", { name: title }).or(page.getByText(title)).first().waitFor();
}

// The list draws only what the window shows: whoever looks for a matter somewhere in it needs a
// window that is taller than the list, or a shorter list.
const WHOLE_LIST = { width: 360, height: 6000 };

async function list(page) {
  await page.goto(`${proxy.origin}/#/matters`);
  await page.locator("a.matter").first().waitFor();
}

async function listMine(page) {
  await list(page);
  await page.locator(".tabs label", { hasText: "我的" }).click();
}
const card = (page, title) => page.locator("a.matter", { hasText: title });

// 手机端、iPad、电脑端: what a device must do it does on each of them.
const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  desk: { width: 1440, height: 900 },
};

const expectNothingCutOff = async (page) =>
  assert.equal(await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);

for (const [device, size] of Object.entries(SIZES)) {
  test(`A1.1, A1.7, A1.15, ${device}: rings offline, recorded once, seen elsewhere`, async () => {
    const phone = await open("居民 Resident", size);
    const second = await open("楼道长", WHOLE_LIST);
    await list(second);
    // The second visit is the one that works offline.
    await phone.reload();
    await phone.evaluate(() => navigator.serviceWorker.ready);
    await phone.getByText("全部已上传").first().waitFor();
    const sizeBefore = await treeSize();

    await phone.context().setOffline(true);
    proxy.cut = true;
    proxy.dropAll();
    const title = `校门口下午又堵死了，${size.width}`;
    await ring(phone, title);
    await expectNothingCutOff(phone);
    await listMine(phone);
    await card(phone, title).getByText("待上传").waitFor();
    // What the street's rules make of it, at once and without a network.
    await card(phone, title).getByText("第 1/9 步").waitFor();
    await card(phone, title).getByText(/还剩/).waitFor();
    await expectNothingCutOff(phone);

    await phone.reload();
    await listMine(phone);
    await card(phone, title).getByText("待上传").waitFor();

    proxy.cut = false;
    await phone.context().setOffline(false);
    await card(phone, title).getByText("待上传").waitFor({ state: "detached" });
    await card(second, title).waitFor({ timeout: POKE_MS });
    assert.equal(await card(second, title).count(), 1);
    assert.equal(await card(phone, title).count(), 1);
    assert.equal(await treeSize(), sizeBefore + 1);
    assert.deepEqual([...phone.problems, ...second.problems], []);
    await phone.context().close();
    await second.context().close();
  });
}

test("A1.3: one tap and a confirmation ring the bell, without a word", async () => {
  const phone = await open("居民 Resident");
  const sizeBefore = await treeSize();
  await phone.goto(`${proxy.origin}/#/`);
  await phone.locator("a.bell").click();
  await phone.getByRole("button", { name: "确认按铃" }).click();
  await phone.getByRole("heading", { name: "协商铃" }).waitFor();
  await listMine(phone);
  await card(phone, "协商铃").first().waitFor();
  await phone.getByText("待上传").waitFor({ state: "detached" });
  assert.equal(await treeSize(), sizeBefore + 1);
  assert.deepEqual(phone.problems, []);
  await phone.context().close();
});

for (const [name, kill] of [
  ["before the server has the push", (socket) => {
    server.child.kill("SIGKILL");
    socket.destroy();
    return "swallow";
  }],
  ["while the push is under way", () => {
    // The bytes still go out; whether they were taken is the server's luck.
    setImmediate(() => server.child.kill("SIGKILL"));
  }],
  ["after it took it, before the phone heard", (socket, upstream) => {
    socket.muted = true;
    upstream.once("data", () => {
      server.child.kill("SIGKILL");
      socket.destroy();
    });
  }],
]) {
  test(`the server is killed ${name}: nothing is lost, nothing doubled`, async () => {
    const phone = await open("居民 Resident");
    const sizeBefore = await treeSize();
    const title = `夜里施工太吵 ${name.length}`;
    proxy.onPush = kill;
    await ring(phone, title);
    await server.ended;
    proxy.dropAll();
    await listMine(phone);
    await card(phone, title).getByText("待上传").waitFor();

    await startServer("serve");
    await card(phone, title).getByText("待上传").waitFor({ state: "detached" });
    assert.equal(await card(phone, title).count(), 1);
    assert.equal(await treeSize(), sizeBefore + 1);
    assert.deepEqual(phone.problems, []);
    await phone.context().close();
  });
}

// Takes an offered action in a matter's panel.
async function act(page, title, fill = async () => {}) {
  const button = page.getByRole("button", { name: title, exact: true });
  const offer = page.locator(".offer", { has: button });
  await offer.first().getByRole("button", { name: title, exact: true }).first().click();
  const form = offer.locator("form");
  await fill(form);
  await form.locator("button[type=submit]").click();
  await form.waitFor({ state: "detached" });
  await page.getByText("全部已上传").first().waitFor();
}

async function showMatter(page, hex, isConsole) {
  const route = isConsole ? "/console/#/matter/" : "/#/matter/";
  await page.goto(`${proxy.origin}${route}${hex}`);
  await page.locator(".offer").first().waitFor();
}

test("A5.1 a matter walks through all nine steps in the browser", async () => {
  const title = "想在架空层加充电桩";
  const resident = await open("居民 Resident");
  await ring(resident, title);
  await listMine(resident);
  await card(resident, title).getByText("待上传").waitFor({ state: "detached" });
  const hex = (await card(resident, title).getAttribute("href")).split("/").pop().split("?")[0];

  const desk = { width: 1440, height: 900 };
  const staff = await open("社工 Social worker", desk);
  const street = await open("街道工作人员", desk);
  const committee = await open("社区两委", desk);
  const secretary = await open("小区支部书记");
  const head = await open("楼道长");
  const stage = (page, step) => page.getByText(`第 ${step}/9 步`).first().waitFor();

  await showMatter(staff, hex, true);
  await act(staff, "受理", (form) => form.locator("select").selectOption("property"));
  await stage(staff, 2);
  await act(staff, "发起约请", async (form) => {
    for (const name of ["沈雅琴", "章玉珠", "傅永康"]) {
      await form.locator("label.choice", { hasText: name }).first().locator("input").check();
    }
  });
  await stage(staff, 3);
  await act(staff, "完成对接", (form) => form.locator("textarea").fill("各方意见已经摸清。"));
  await stage(staff, 4);
  await act(staff, "发出会议通知", async (form) => {
    await form.locator("input[type=datetime-local]").fill("2027-01-05T14:00");
    await form.locator("input:not([type=datetime-local])").first().fill("社区会议室");
  });
  await stage(staff, 5);
  for (const person of [resident, secretary, head]) {
    await showMatter(person, hex, false);
    await act(person, "确认参会", (form) => form.getByLabel("参加", { exact: true }).check());
  }
  await act(staff, "召开会议");
  await stage(staff, 6);
  await act(staff, "形成协商结果", async (form) => {
    await form.getByLabel("达成一致", { exact: true }).check();
    await form.locator("textarea").first().fill("同意先装两个。");
    const reviewers = form.getByRole("group", { name: "联审人" }).locator("label.choice");
    for (const role of ["街道工作人员", "社区两委", "小区支部书记"]) {
      await reviewers.filter({ hasText: nameOf(role) }).locator("input").check();
    }
  });
  await stage(staff, 7);
  for (const person of [street, committee]) {
    await showMatter(person, hex, true);
    await act(person, "联审签字");
  }
  await act(secretary, "联审签字");
  await stage(staff, 8);
  await act(staff, "通报结果", (form) => form.locator("textarea").fill("下周开工。"));
  await stage(staff, 9);
  await stage(resident, 9);
  await act(resident, "评价", (form) =>
    form.locator("input[value='5']").check({ force: true }));
  const every = [resident, staff, street, committee, secretary, head];
  assert.deepEqual(every.flatMap((page) => page.problems), []);
  await staff.screenshot({ path: path.join(root, "build/shots/nine-steps.png"), fullPage: true });
  await Promise.all(every.map((page) => page.context().close()));
});
