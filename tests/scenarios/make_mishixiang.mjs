// Writes tests/scenarios/mishixiang-2020h1.jsonl: the first half of 2020 in 米市巷街道, with the totals
// that the street published and everything between them made up, the same on every run:
//   node tests/scenarios/make_mishixiang.mjs > tests/scenarios/mishixiang-2020h1.jsonl
// tests/scenarios/run.mjs checks that the file is what this prints.
import { readFileSync } from "node:fs";

const calendarFile = new URL("../../rules/lib/holidays-cn.csv", import.meta.url);

// Chance ----------------------------------------------------------------------------------------

let state = 20200630;
// A whole number from 0 to n - 1 (xorshift32).
function below(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
}
const between = (low, high) => low + below(high - low + 1);
const pick = (list) => list[below(list.length)];
function shuffled(list) {
  const rest = [...list];
  const result = [];
  while (rest.length > 0) result.push(...rest.splice(below(rest.length), 1));
  return result;
}

// Days ------------------------------------------------------------------------------------------

const MINUTE = 60_000;
const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;
const special = new Map(
  readFileSync(calendarFile, "utf8").split("\n").map((line) => line.split(",").slice(0, 2)));

const startOf = (date) => Date.parse(`${date}T00:00:00Z`) - CHINA;
const dateOf = (ms) => new Date(ms + CHINA).toISOString().slice(0, 10);
const timeOf = (ms) => new Date(ms + CHINA).toISOString().replace(/\.\d+Z$/, "+08:00");
function isWorked(date) {
  const kind = special.get(date);
  if (kind) return kind === "work";
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}
// The n-th working day after the day of `ms`; 0 is that day, or the next that is worked.
function workdayAfter(ms, n) {
  let day = startOf(dateOf(ms));
  if (n === 0) while (!isWorked(dateOf(day))) day += DAY;
  for (let left = n; left > 0;) {
    day += DAY;
    if (isWorked(dateOf(day))) left -= 1;
  }
  return day;
}
const at = (day, hour, minute) => day + (hour * 60 + minute) * MINUTE;
// A moment in office hours, n working days later and after `ms`.
function inOffice(ms, n) {
  for (let days = n; ; days += 1) {
    const moment = at(workdayAfter(ms, days), between(9, 16), between(0, 59));
    if (moment > ms) return moment;
  }
}

// The street ------------------------------------------------------------------------------------

const communities = ["半道红", "夹城巷", "红石板", "沈塘桥", "锦绣", "密渡桥", "叶青苑"];
const RESIDENTS = 8; // who press bells, in each community
const units = {
  public_management: "zhao", development: "deng", public_safety: "peng", public_service: "tang",
  party_government: "jin", command_centre: "hu", community_centre: "lin",
};
const agencies = { enforcement: "han", police: "wu", market: "xie" };
const parties = {
  property: ["public_management", "community", "owners", "property"],
  urban: ["public_management", "enforcement", "community"],
  renewal: ["development", "public_management", "community", "owners"],
  safety: ["public_safety", "police", "property"],
  sanitation: ["public_management", "enforcement", "property"],
  parking: ["public_management", "police", "property", "owners"],
  neighbours: ["public_safety", "community", "police"],
  welfare: ["public_service", "community_centre", "community"],
  trade: ["development", "market", "enforcement"],
  other: ["party_government", "command_centre", "community"],
};
// 物业管理, 城管城建 and 有机更新 are 56 of 99: together over half, as published.
const categories = Object.entries({
  property: 24, urban: 18, renewal: 14, parking: 10, safety: 9, sanitation: 8, neighbours: 7,
  welfare: 5, trade: 3, other: 1,
}).flatMap(([category, count]) => Array(count).fill(category));
const subjects = {
  property: ["楼道堆放杂物", "电梯半年坏了四次", "物业费账目公开", "公共收益怎么用", "门禁经常失灵"],
  urban: ["沿街立面破损", "人行道地砖松动", "违章搭建", "雨天巷口积水", "路灯间距太大"],
  renewal: ["加装电梯", "老旧管道更新", "外墙渗水改造", "旧车棚改活动室", "绿地改造方案"],
  parking: ["消防通道停车", "小区车位不够", "电动车飞线充电"],
  safety: ["单元门坏了", "消防栓没有水", "高空抛物"],
  sanitation: ["垃圾房异味", "宠物粪便", "分类投放时间"],
  neighbours: ["楼上夜间噪音", "空调滴水", "广场舞音量"],
  welfare: ["老年食堂菜价", "托育场地", "无障碍坡道"],
  trade: ["底商油烟", "夜宵摊占道"],
  other: ["社区公告栏太高"],
};
const elsewhere = [
  ["医保卡怎么补办", "转公共服务窗口"], ["家里水表不走", "转自来水公司"],
  ["隔壁公司欠薪", "转劳动监察"], ["落户材料", "转派出所户籍窗口"],
];

const residentOf = (community, i) => `r${community + 1}${i + 1}`;
const staffOf = (community, i) => `s${community + 1}${i + 1}`;
const committeeOf = (community) => `c${community + 1}`;
const ownersOf = (community) => `o${community + 1}`;
const secretaryOf = (community) => `b${community + 1}`;
const propertyOf = (community) => `p${(community % 3) + 1}`;

function roster() {
  const lines = [{ member: "registrar", roles: ["registrar"] }];
  communities.forEach((name, i) => {
    for (let r = 0; r < RESIDENTS; r += 1) {
      const member = residentOf(i, r);
      lines.push({ member, roles: ["resident"], household: `${name}-${r + 1}` });
    }
    for (const s of [0, 1]) {
      lines.push({ member: staffOf(i, s), roles: ["community_staff"], unit: "community" });
    }
    lines.push({ member: committeeOf(i), roles: ["community_committee"], unit: "community" });
    lines.push({ member: ownersOf(i), roles: ["owners_committee"], unit: "owners" });
    lines.push({ member: secretaryOf(i), roles: ["branch_secretary"] });
  });
  for (const p of [1, 2, 3]) {
    lines.push({ member: `p${p}`, roles: ["property_staff"], unit: "property" });
  }
  for (const [unit, member] of Object.entries(units)) {
    lines.push({ member, roles: ["street_staff"], unit });
  }
  for (const [unit, member] of Object.entries(agencies)) {
    lines.push({ member, roles: ["street_unit"], unit });
  }
  return lines;
}

function memberOfUnit(unit, community) {
  if (unit === "community") return staffOf(community, 1);
  if (unit === "owners") return ownersOf(community);
  if (unit === "property") return propertyOf(community);
  return units[unit] ?? agencies[unit];
}

// One bell --------------------------------------------------------------------------------------

// Steps as [ms, line]; merged and sorted at the end.
const steps = [];
let bells = 0;
const step = (ms, line) => steps.push([ms, steps.length, line]);

// 居民, 社区 and 街道提请, about as 8 : 2 : 1.
function openerIn(community) {
  const draw = below(11);
  if (draw === 10) return pick([units.public_management, agencies.enforcement]);
  if (draw >= 8) return staffOf(community, 0);
  return pick([residentOf(community, below(RESIDENTS)), residentOf(community, below(RESIDENTS)),
               secretaryOf(community)]);
}

function open(ms, title, community) {
  bells += 1;
  const matter = `m${String(bells).padStart(3, "0")}`;
  const by = openerIn(community);
  const line = { by, do: "open", as: matter, procedure: "bell", channel: pick(["APP", "KIOSK"]),
    inputs: { title, place: `${communities[community]}社区` } };
  if (by.startsWith("s") && below(2) === 0) {
    line.for = residentOf(community, below(RESIDENTS));
    line.consent = "SPOKEN";
    line.channel = "VISIT";
  }
  step(ms, line);
  return { matter, by, community };
}

const act = (ms, bell, by, action, inputs) =>
  step(ms, { by, do: "act", matter: bell.matter, action, ...(inputs ? { inputs } : {}) });

// Accepted in time by the community, or, when `late`, by the street that it was escalated to.
function accept(bell, opened, category, days, late) {
  const staff = staffOf(bell.community, 0);
  let when = inOffice(opened, days);
  let who = staff;
  if (late) {
    when = inOffice(workdayAfter(opened, 2) + DAY, 1);
    who = units.public_management;
  }
  act(when, bell, who, "accept", { category });
  for (const unit of parties[category]) {
    if (below(10) === 0) continue; // not everybody reports in
    act(when + between(5, 90) * MINUTE, bell, memberOfUnit(unit, bell.community), "report_in");
  }
  return when + 2 * 60 * MINUTE;
}

function invitees(bell) {
  const c = bell.community;
  const order = shuffled([...Array(RESIDENTS).keys()]);
  const neighbours = order.slice(0, 3).map((i) => residentOf(c, i));
  return [...new Set([...neighbours, ownersOf(c), propertyOf(c), secretaryOf(c)])];
}

// From acceptance to the notice: {announced, coming}; `slow` takes nearly all the days there are.
function deliberate(bell, accepted, slow) {
  const c = bell.community;
  const staff = staffOf(c, 0);
  const invited = invitees(bell);
  const span = (low, high) => (slow ? high : between(low, high));
  const invite = inOffice(accepted, span(0, 2));
  act(invite, bell, staff, "invite", { invitees: invited });
  const prepare = inOffice(invite, span(1, 4));
  act(prepare, bell, staff, "prepare", { agenda: "各方意见和可行的办法" });
  const notify = inOffice(prepare, span(0, 2));
  const meeting = at(workdayAfter(notify, span(1, 3)), 18, 30);
  act(notify, bell, staff, "notify",
      { time: timeOf(meeting), place: `${communities[c]}社区议事厅` });
  const coming = [];
  invited.forEach((member, i) => {
    const answer = i > 3 && below(3) === 0 ? "no" : "yes";
    if (answer === "yes") coming.push(member);
    act(notify + (i + 1) * 7 * MINUTE, bell, member, "confirm", { coming: answer });
  });
  act(meeting, bell, staff, "open_meeting");
  const reviewers = [committeeOf(c), ownersOf(c), units.public_management];
  act(meeting + between(60, 130) * MINUTE, bell, staff, "conclude",
      { result: pick(["agreed", "agreed", "partly"]), minutes: "各方发言和商定的办法", reviewers });
  const sign = inOffice(meeting, span(1, 2));
  reviewers.forEach((member, i) => act(sign + i * 11 * MINUTE, bell, member, "sign"));
  const announce = inOffice(sign + 30 * MINUTE, span(0, 1));
  act(announce, bell, staff, "announce", { notice: "商定的办法、谁来做、何时做完" });
  return { announced: announce, coming };
}

// The half year -----------------------------------------------------------------------------------

const days = (first, last) => {
  const list = [];
  for (let day = startOf(first); day <= startOf(last); day += DAY) list.push(day);
  return list;
};
// Few bells in the weeks of 春节 and of the first wave.
const quiet = (ms) => dateOf(ms) >= "2020-01-23" && dateOf(ms) <= "2020-02-20";
const spread = (first, last, count) => {
  const list = days(first, last).filter((day) => !quiet(day) || below(6) === 0);
  return Array.from({ length: count }, (_, i) =>
    at(list[Math.floor((i * list.length) / count)], between(7, 21), between(0, 59)));
};
const place = () => below(communities.length);
const titled = (category) => pick(subjects[category]);

const RATINGS = 200;
const RESOLVED = 63;
const PASSED_UP = 8;
const IN_PROGRESS = 28;
const SET_ASIDE = 12;

const drawn = shuffled(categories);
let next = 0;
let ratings = 0;

spread("2020-01-02", "2020-05-22", RESOLVED).forEach((opened, i) => {
  const category = drawn[next++];
  const bell = open(opened, titled(category), place());
  const late = i % 21 === 10; // three of them
  const { announced, coming } =
    deliberate(bell, accept(bell, opened, category, between(0, 1), late), false);
  const target = Math.floor(((i + 1) * RATINGS) / RESOLVED);
  coming.slice(0, target - ratings).forEach((member, k) => {
    ratings += 1;
    const score = ratings === 77 ? 2 : pick([4, 5, 5]);
    act(announced + (k + 1) * 9 * 60 * MINUTE, bell, member, "rate", { score });
  });
});
spread("2020-01-08", "2020-06-10", PASSED_UP).forEach((opened) => {
  const category = drawn[next++];
  const bell = open(opened, titled(category), place());
  const accepted = accept(bell, opened, category, 1, false);
  act(inOffice(accepted, 2), bell, units.public_management, "pass_up",
      { reason: "须由区里的部门决定" });
});
spread("2020-06-15", "2020-06-27", IN_PROGRESS).forEach((opened) => {
  const category = drawn[next++];
  const bell = open(opened, titled(category), place());
  deliberate(bell, accept(bell, opened, category, 1, false), true);
});
spread("2020-01-03", "2020-06-24", SET_ASIDE).forEach((opened) => {
  const [title, where] = pick(elsewhere);
  const bell = open(opened, title, place());
  const aside = inOffice(opened, 1);
  act(aside, bell, staffOf(bell.community, 0), "set_aside", { reason: where });
  act(aside + 45 * MINUTE, bell, staffOf(bell.community, 0), "serve", { answer: where });
});

// The file ----------------------------------------------------------------------------------------

const END = startOf("2020-07-01");
const merged = steps.filter(([ms]) => ms < END).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
const share = (...of) => categories.filter((category) => of.includes(category)).length;
const lines = [
  "# 米市巷街道, first half of 2020. Made by make_mishixiang.mjs; do not edit.",
  "# transcript: summary",
  "# Published: 7 communities; 111 bells, 99 accepted, 12 not for deliberation, 63 resolved; 办结率",
  "# 72.4 %, 满意度 99.5 %; 物业管理, 城管城建 and 有机更新 together over half.",
  "# Ours: one ledger for the street, each bell's place is one of its communities (their names are",
  "# examples); the other 36 accepted are passed up or in progress; every date. 99.5 % cannot be a",
  "# share of 63, so it is taken as 199 of 200 ratings by parties.",
  { community: { zh: "米市巷街道", en: "Mishixiang Street" }, pack: "mishixiang",
    start: "2020-01-01T09:00:00+08:00" },
  ...roster(),
  ...merged.map(([ms, , line]) => ({ at: timeOf(ms), ...line })),
  { at: "2020-06-30T23:59:59.999+08:00", counter: {
    "opened.bell": 111, "taken.bell.accept": 99, "closed.bell.non_deliberative": SET_ASIDE,
    "closed.bell.resolved": RESOLVED, "closed.bell.passed_up": PASSED_UP,
    "closed.bell.declined": 0, "closed.bell.withdrawn": 0, "late.bell.applied": 3 } },
  "# 63 / 99",
  { metric: { id: "completion_of_accepted", value: "63/99", per_mille: 636 } },
  "# 63 / (99 - 12) is the published 72.4 %",
  { metric: { id: "completion_as_published", value: "63/87", per_mille: 724 } },
  "# 63 / 111",
  { metric: { id: "completion_of_bells", value: "63/111", per_mille: 568 } },
  { metric: { id: "satisfaction", value: "199/200", per_mille: 995 } },
  { metric: { id: "non_deliberative_share", value: "12/111", per_mille: 108 } },
  { metric: { id: "share_property", value: `${share("property")}/99`, per_mille: 242 } },
  { metric: { id: "share_urban", value: `${share("urban")}/99`, per_mille: 182 } },
  { metric: { id: "share_renewal", value: `${share("renewal")}/99`, per_mille: 141 } },
];
const asText = (line) => (typeof line === "string" ? line : JSON.stringify(line));
console.log(lines.map(asText).join("\n"));
