// What the tests of the shipped app against the demo share: the links that the demo prints, pages
// of the app that note what goes wrong in them, and how far a street's ledger is.
import { call } from "./kill9_server.mjs";

export const WAIT_MS = 30_000;

// The addresses that the demo printed in the street whose title has `street`, of people described
// by `who`.
export function linksOf(printed, street, who) {
  const part = printed.split("\n\n").find((one) => one.split("\n")[0].includes(street)
    || one.split("\n")[1]?.includes(street));
  const lines = part.split("\n");
  return lines.flatMap((line, i) => (line.includes(who) ? [lines[i + 1].trim()] : []));
}

// A page in a profile of its own; errors and breaches of the policy go to `problems`, its own list
// unless pages share one.
export async function newPage(browser, viewport, problems = []) {
  const context = await browser.newContext({ viewport, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  page.problems = problems;
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) problems.push(message.text());
  });
  return page;
}

// Goes to the address and waits until the replica has nothing left to send.
export async function visit(page, address) {
  await page.goto(address);
  await page.getByText("全部已上传").first().waitFor();
  return page;
}

export async function treeSizeOf(origin, street) {
  const { body } = await call(origin, "Describe", {});
  return Number(body.communities.find((one) => one.title.zh.includes(street)).treeSize);
}
