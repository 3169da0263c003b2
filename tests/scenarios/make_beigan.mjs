// Writes rules/packs/beigan/scenarios/a7_8_a7_13_published.jsonl: the first ten weeks of 博学圆桌汇,
// with the totals that were published and everything between them made up, the same on every run:
//   node tests/scenarios/make_beigan.mjs > rules/packs/beigan/scenarios/a7_8_a7_13_published.jsonl
// tests/scenarios/run.mjs checks that the file is what this prints.

const VALID = 86;
const PASSED_UP = 11;
const COMPLETED = VALID - PASSED_UP;
const NOT_VALID = 4;
const RESIDENTS = 20;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const timeOf = (ms) => new Date(ms + 8 * HOUR).toISOString().replace(/\.\d+Z$/, "+08:00");
const FIRST = Date.parse("2020-11-02T09:00:00+08:00");

// 价值类型慢慢发生变化: problems first; later volunteers, talents, praise.
const early = ["complaint", "complaint", "question", "suggestion"];
const late = ["volunteer", "suggestion", "talent", "praise", "complaint"];
const words = {
  complaint: "楼道里堆了纸箱", question: "健身房几点开", suggestion: "北门加一盏灯",
  volunteer: "周末可以巡逻", talent: "会写春联", praise: "非常好",
};
const categories = { complaint: "property", suggestion: "facilities" };

const steps = [];
const step = (ms, line) => steps.push([ms, steps.length, line]);
const act = (ms, by, matter, action, inputs) =>
  step(ms, { by, do: "act", matter, action, ...(inputs ? { inputs } : {}) });

// A weekday or weekend alike: 24 hours, every day. Opened in the order of their numbers.
const all = VALID + NOT_VALID;
for (let i = 0; i < all; i += 1) {
  const opened = FIRST + Math.floor((i * 59) / all) * DAY + (i % 7) * HOUR;
  const matter = `m${String(i + 1).padStart(2, "0")}`;
  const by = `r${(i % RESIDENTS) + 1}`;
  const kind = i < all / 2 ? early[i % early.length] : late[i % late.length];
  step(opened, { by, do: "open", as: matter, procedure: "say",
    inputs: { kind, title: words[kind] } });
  if (i % 22 === 21) { // four of them say nothing
    act(opened + HOUR, "ding", matter, "set_aside", { reason: "unclear" });
    continue;
  }
  const category = categories[kind] ?? "services";
  act(opened + HOUR, "ding", matter, "admit", { category });
  act(opened + DAY, "sun", matter, "reply", { answer: "物业已处理。" });
  if (i % 8 === 2) { // eleven of them
    act(opened + DAY + HOUR, "li", matter, "pass_up", { reason: "须由街道协调" });
    continue;
  }
  act(opened + DAY + 2 * HOUR, "li", matter, "reply", { answer: "社区已了解，谢谢。" });
  if (category === "facilities") {
    act(opened + DAY + 3 * HOUR, "qian", matter, "reply", { answer: "业委会同意。" });
  }
  if (i % 2 === 0) act(opened + DAY + 5 * HOUR, by, matter, "accept_answer");
}

const lines = [
  "# 博学圆桌汇 from November 2020 to 13 January 2021. Made by make_beigan.mjs; do not edit.",
  "# transcript: summary",
  "# Published: 86 valid items, 75 completed (已完结) and 11 passed up (已上报), 反馈率 100 %. Ours: who",
  "# said what on which day, and four items that were not valid. Rows A7.8, A7.13, A3.15.",
  { community: { zh: "博学路社区", en: "Boxue Road" }, pack: "beigan",
    start: "2020-11-01T09:00:00+08:00" },
  { member: "registrar", roles: ["registrar"] },
  ...Array.from({ length: RESIDENTS }, (_, i) =>
    ({ member: `r${i + 1}`, roles: ["resident"], household: `${i + 1}-101` })),
  { member: "ding", roles: ["duty_officer"], unit: "community" },
  { member: "li", roles: ["community_staff"], unit: "community" },
  { member: "sun", roles: ["property_staff"], unit: "property" },
  { member: "qian", roles: ["owners_committee"], unit: "owners" },
  ...steps.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([ms, , line]) => ({ at: timeOf(ms), ...line })),
  { at: "2021-01-13T00:00:00+08:00", counter: {
    "opened.say": all, "taken.say.admit": VALID, "closed.say.completed": COMPLETED,
    "closed.say.passed_up": PASSED_UP, "closed.say.not_valid": NOT_VALID,
    "late.say.replying": 0 } },
  { metric: { id: "valid", value: `${VALID}` } },
  "# (75 + 11) / 86",
  { metric: { id: "feedback_rate", value: "86/86", per_mille: 1000 } },
  { metric: { id: "completion", value: "75/86", per_mille: 872 } },
];
const asText = (line) => (typeof line === "string" ? line : JSON.stringify(line));
console.log(lines.map(asText).join("\n"));
