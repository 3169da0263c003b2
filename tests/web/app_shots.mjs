// Screenshots of the main screens on the fake host, phone and desk, into build/shots. For eyes: it
// fails only when a screen shows nothing, logs an error or is wider than the window.
//   cd web && npm run build:fake && node ../tests/web/app_shots.mjs [part of a name]
import { createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { launch, root } from "./browser_support.mjs";

const site = join(root, "build/web-fake");
const shots = join(root, "build/shots");
const only = process.argv[2] ?? "";

const community = "c0".repeat(32);
const key = "5e".repeat(32);
const place = JSON.stringify({ community, key, seed: "" });
const matter = (n) => n.toString(16).padStart(2, "0").repeat(16);

const phone = { width: 360, height: 740 };
const desk = { width: 1440, height: 900 };
const large = [async () => {}, { size: "large", windows: [phone] }];
const every = [phone, { width: 820, height: 1180 }, desk];

// [name, path, steps on the page, sizes]
const screens = [
  ["home", "/?fake=resident#/"],
  ["home-en", "/?fake=resident#/", async () => {}, { language: "en" }],
  ["home-large", "/?fake=resident#/", async () => {}, { size: "large", windows: [phone] }],
  ["home-visitor", "/?fake=visitor#/"],
  [
    "ring",
    "/?fake=resident&net=off#/ring/bell",
    async (page) => {
      await page.getByLabel("什么事").fill("小学门口放学时车辆乱停");
    },
  ],
  [
    "matters",
    "/?fake=resident#/matters",
    async (page) => {
      await page.getByText("全部", { exact: true }).click();
    },
  ],
  ["matter", `/?fake=resident#/matter/${matter(4)}`],
  [
    "matter-dialogue",
    `/?fake=resident#/matter/${matter(7)}`,
    async (page) => {
      await page.getByText("对话", { exact: true }).click();
      await page.getByRole("list", { name: "诉求和答复" }).waitFor();
    },
  ],
  [
    "venues",
    "/?fake=resident&net=off#/venues",
    async (page) => {
      await page.getByRole("button", { name: "后一天" }).click();
      await page.getByText("书法班").first().waitFor();
    },
  ],
  [
    "venues-book",
    "/?fake=resident&net=off#/venues",
    async (page) => {
      await page.getByRole("button", { name: "后一天" }).click();
      await page.getByRole("button", { name: "预约 议事厅，12:00 起" }).click();
      await page.getByLabel("到几点").selectOption("13:00");
      await page.getByLabel(/做什么用/).fill("下棋");
    },
  ],
  [
    "digest",
    "/?fake=resident#/digest",
    async (page) => {
      const tops = [];
      for (const name of ["上一周", "下一周", "打印"])
        tops.push((await page.getByRole("button", { name }).boundingBox()).y);
      if (new Set(tops).size > 1) throw new Error(`the week's buttons stand at ${tops}`);
    },
  ],
  ["matter-tasks", `/?fake=resident#/matter/${matter(5)}`],
  [
    "matter-rate",
    `/?fake=resident#/matter/${matter(13)}`,
    async (page) => {
      await page.getByRole("button", { name: "评价", exact: true }).click();
      await page.getByRole("radio", { name: "满意", exact: true }).check({ force: true });
    },
  ],
  [
    "outbox",
    "/?fake=resident&net=off#/ring/bell",
    async (page) => {
      await page.getByLabel("什么事").fill("3 单元楼道灯坏了,晚上看不见台阶");
      await page.getByRole("button", { name: "确认按铃" }).click();
      await page.waitForURL(/matter/);
      await page.goto(`${page.url().split("#")[0]}#/outbox`);
      await page.getByText("待上传").first().waitFor();
    },
  ],
  [
    "pending",
    "/?fake=resident&net=off#/ring/bell",
    async (page) => {
      await page.getByLabel("什么事").fill("3 单元楼道灯坏了,晚上看不见台阶");
      await page.getByRole("button", { name: "确认按铃" }).click();
      await page.waitForURL(/matter/);
      await page.getByRole("heading", { name: "办理经过" }).waitFor();
    },
  ],
  ["me", "/?fake=resident#/me"],
  [
    "phones",
    "/?fake=resident&net=off#/me/phones",
    async (page) => {
      // By the keyboard alone: asked, thought again, asked once more.
      const revoke = page.getByRole("button", { name: /^停用 手机/ });
      await revoke.press("Enter");
      await page.getByText("不能再用您的名义").waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Enter");
      const focused = await page.evaluate(() => document.activeElement.textContent.trim());
      if (focused !== "确认停用") throw new Error(`the focus is on "${focused}"`);
    },
  ],
  ["phones-this", "/?fake=visitor#/me/this-phone"],
  ["phones-bind", `/?fake=resident#/device/${community}/${"e1".repeat(32)}`],
  [
    "data",
    "/?fake=resident&net=off#/me/data",
    async (page) => {
      await page.getByRole("button", { name: "改姓名、房号" }).click();
      await page.getByRole("button", { name: /^删除 架空层/ }).click();
      await page.getByRole("button", { name: "确认删除" }).click();
      await page.getByRole("button", { name: "我要退出" }).click();
      await page.getByText("有 1 项改动").waitFor();
    },
  ],
  ["data-large", "/?fake=resident#/me/data", openLeave, { size: "large", windows: [phone] }],
  ["phones-this-large", "/?fake=visitor#/me/this-phone", ...large],
  ["check-large", "/?fake=resident#/check", ...large],
  ["proof-large", `/?fake=resident#/proof/${matter(10)}`, ...large],
  ["data-en", "/?fake=resident#/me/data", async () => {}, { language: "en" }],
  [
    "check",
    "/?fake=resident#/check",
    async (page) => {
      await page.getByRole("button", { name: "开始核对" }).click();
      await page.getByText("全部对得上").waitFor();
    },
  ],
  [
    "check-evidence",
    "/?fake=resident&ledger=broken#/check",
    async (page) => {
      await page.getByText("两个签名互相矛盾").waitFor();
      await page.getByRole("button", { name: "开始核对" }).click();
      await page.getByRole("button", { name: "暂停" }).click();
      await page.getByRole("progressbar").waitFor();
    },
  ],
  ["matter-voted", `/?fake=resident#/matter/${matter(10)}`],
  ["proof", `/?fake=resident#/proof/${matter(10)}`, async () => {}, { windows: every }],
  [
    "proof-print",
    `/?fake=resident#/proof/${matter(10)}`,
    async (page) => {
      await page.getByRole("button", { name: "打印" }).waitFor();
      await page.emulateMedia({ media: "print" });
      const shown = await page.getByRole("button").first().isVisible();
      if (shown) throw new Error("a button is printed");
    },
    { windows: [{ width: 794, height: 1123 }] },
  ],
  [
    "outbox-receipt",
    "/?fake=resident#/message",
    async (page) => {
      await page.getByLabel("想说的话").fill("架空层的灯不亮");
      await page.getByRole("button", { name: "留下" }).click();
      await page.getByText("已入账").waitFor();
      await page.getByText("回执").last().waitFor();
    },
  ],
  ["pick", "/?fake=visitor#/communities"],
  ["join", `/?fake=visitor#/join/${community}/${key}/${"1d".repeat(32)}`],
  ["ask", `/?fake=visitor#/ask/${community}/${key}/${"1d".repeat(32)}`],
  ["console-territory", "/console/?fake=staff#/territory"],
  [
    "console-poster",
    "/console/?fake=staff#/territory",
    async (page) => {
      await page.getByRole("button", { name: "生成二维码" }).click();
      await page.getByRole("img", { name: "申请加入的二维码" }).waitFor();
    },
  ],
  ["console-body", `/console/?fake=staff#/territory/stairwell_council_${"b1".repeat(8)}`],
  [
    "console-inbox",
    `/console/?fake=staff#/inbox/${matter(2)}`,
    async (page) => {
      await page.getByRole("button", { name: "发起约请" }).click();
    },
  ],
  ["console-menu", "/console/?fake=staff#/inbox", openMenu],
  ["console-matters", "/console/?fake=staff#/matters"],
  ["console-keyin", "/console/?fake=staff#/keyin"],
  [
    "console-consent",
    "/console/?fake=staff#/keyin",
    async (page) => {
      await page.getByLabel("代谁提交").selectOption({ index: 1 });
      await page.getByLabel("在纸上签了字或按了手印").check();
    },
  ],
  [
    "console-orders",
    "/console/?fake=staff#/orders",
    async (page) => {
      const buffer = Buffer.from("order,state\n9-9,已办结\n,办结\n");
      await page.getByText("导回办结情况").waitFor();
      await page
        .getByLabel("选择文件")
        .setInputFiles([{ name: "网格.csv", mimeType: "text/csv", buffer }]);
      await page.getByText("网格.csv:3").waitFor();
    },
  ],
  ["console-venues", "/console/?fake=staff&registrar=on#/venues"],
  ["console-imports", "/console/?fake=staff#/imports"],
  ["console-matter-tasks", `/console/?fake=staff#/matters/${matter(5)}`],
  ["console-messages", `/console/?fake=staff#/messages/${"d0".repeat(16)}`],
  [
    "console-members",
    "/console/?fake=staff#/members",
    async (page) => {
      await page.getByRole("button", { name: "生成邀请链接" }).click();
    },
  ],
  ["console-metrics", "/console/?fake=staff#/metrics"],
  [
    "console-register",
    `/console/?fake=staff&registrar=on#/members/device/${"e1".repeat(32)}`,
    async (page) => {
      await page.getByRole("button", { name: "办理：王春梅" }).click();
      await page.getByRole("button", { name: "本人撤回同意，退出社区" }).click();
    },
  ],
  [
    "console-erase",
    `/console/?fake=staff&registrar=on#/matters/${matter(7)}`,
    async (page) => {
      await page.getByRole("button", { name: /^删除内容/ }).first().click();
    },
  ],
  ["console-check", "/console/?fake=staff#/check"],
  ["rules", "/console/?fake=staff&rules=busy#/rules", async () => {}, { windows: every }],
  ["rules-en", "/console/?fake=staff&rules=busy#/rules", async () => {}, { language: "en" }],
  ["rules-reader", "/console/?fake=resident#/rules"],
  ["rules-typed", "/console/?fake=staff#/rules", typeRules, { windows: every }],
  [
    "rules-look",
    "/console/?fake=staff&rules=busy#/rules",
    async (page) => {
      await page.getByLabel("受理时限").fill("1");
      await page.getByLabel("到会比例：分子").fill("2");
      await page.getByLabel("到会比例：分母").fill("3");
      await page.getByRole("button", { name: "看看改动" }).last().click();
      await page.getByRole("heading", { name: "这次改动" }).waitFor();
    },
    { windows: every },
  ],
  [
    "rules-faults",
    "/console/?fake=staff#/rules",
    async (page) => {
      const buffer = Buffer.from("return pack {\n  @@\n}\n");
      await page
        .getByLabel("逐个选文件")
        .setInputFiles([{ name: "pack.lua", mimeType: "text/plain", buffer }]);
      await page.getByText("pack.lua:2:3").waitFor();
    },
  ],
];

// On a phone the doors take little of the screen until they are asked for; a desk shows them.
async function openMenu(page) {
  const menu = page.getByRole("button", { name: "菜单" });
  const doors = page.getByRole("navigation");
  if (page.viewportSize().width > 960) {
    if (!(await doors.isVisible())) throw new Error("a desk shows no doors");
    return;
  }
  const { height } = await page.getByRole("banner").boundingBox();
  if (height > 150) throw new Error(`the closed menu is ${height} px high`);
  await menu.press("Enter");
  await doors.getByRole("link", { name: "规则" }).waitFor();
  await page.keyboard.press("Escape");
  await doors.waitFor({ state: "hidden" });
  await menu.press("Enter");
}

async function openLeave(page) {
  await page.getByRole("button", { name: "我要退出" }).click();
}

async function typeRules(page) {
  await page.getByLabel("受理时限").fill("1");
  await page.getByLabel("评价期限").fill("99");
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

if (!existsSync(join(site, "index.html"))) {
  console.error("app_shots: build/web-fake is missing: run `npm run build:fake` in web/ first");
  process.exit(1);
}
mkdirSync(shots, { recursive: true });
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  let file = join(site, path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
  });
  createReadStream(file).pipe(response);
});
await new Promise((ready) => {
  server.listen(0, "127.0.0.1", ready);
});
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await launch();
let failed = 0;
for (const [
  name,
  path,
  steps = async () => {},
  { language = "zh", size = "normal", windows = [phone, desk] } = {},
] of screens) {
  if (!name.includes(only)) continue;
  for (const viewport of windows) {
    const context = await browser.newContext({
      viewport,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      deviceScaleFactor: 1,
    });
    await context.addInitScript(
      ([kept, lang, text]) => {
        for (const app of ["resident", "console"])
          localStorage.setItem(`yiting/place/${app}`, kept);
        localStorage.setItem("yiting/language", lang);
        localStorage.setItem("yiting/size", text);
      },
      [place, language, size],
    );
    const page = await context.newPage();
    const problems = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    const shot = `${name}-${viewport.width}`;
    try {
      await page.goto(origin + path);
      await page.locator("main h1").first().waitFor({ state: "attached", timeout: 5000 });
      await steps(page);
      await page.waitForTimeout(150);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) problems.push(`${wide} px wider than the window`);
    } catch (error) {
      problems.push(error.message.split("\n")[0]);
    }
    await page.screenshot({
      path: join(shots, `${shot}.png`),
      fullPage: !name.startsWith("ring"),
    });
    await context.close();
    if (problems.length > 0) failed += 1;
    console.log(
      [`${problems.length > 0 ? "BAD " : "ok  "} ${shot}`, ...problems].join("\n       "),
    );
  }
}
await browser.close();
server.close();
process.exit(failed > 0 ? 1 : 0);
