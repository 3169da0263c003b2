// Writes a random scenario, the same for the same seed: valid commands and nonsense mixed, of which
// nobody says what comes ("expect": "any"), only that it is the same everywhere.
//   node tests/scenarios/make_random.mjs SEED COMMANDS
// Used by tests/scenarios/run.mjs.
const seed = Number(process.argv[2] ?? 1);
const commands = Number(process.argv[3] ?? 500);

let state = (seed * 2654435761) >>> 0 || 1;
function below(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  // The upper bits: the lower ones of one call go with those of the next.
  return Math.floor(((Math.imul(state, 0x9e3779b1) >>> 0) / 4294967296) * n);
}
const pick = (list) => list[below(list.length)];
const some = (list, most) =>
  [...new Set(Array.from({ length: 1 + below(most) }, () => pick(list)))];

const people = {
  registrar: ["registrar"], wang: ["resident"], zhou: ["resident"], hong: ["building_head"],
  qian: ["owners_committee", "owners"], li: ["community_staff", "community"],
  gu: ["community_staff", "community"], chen: ["community_committee", "community"],
  sun: ["property_staff", "property"], wu: ["street_unit", "police"],
  zhao: ["street_staff", "public_management"], deng: ["street_staff", "development"],
  feng: ["observer"],
};
const names = Object.keys(people);
const strangers = ["lu", "ma"];
const categories = ["property", "urban", "renewal", "safety", "parking", "neighbours", "trade"];
const units = ["police", "market", "enforcement", "owners", "property", "community", "moon"];
const text = () => pick(["楼道", "路灯", "停车", "噪音", "绿化"]) + below(1000);

// What an action usually needs; who usually takes it.
const staff = ["li", "gu", "chen"];
const actions = {
  accept: [staff, () => ({ category: pick(categories) })],
  decline: [staff, () => ({ reason: text() })],
  set_aside: [staff, () => ({ reason: text() })],
  serve: [staff, () => ({ answer: text() })],
  alert: [staff, () => ({ parties: some(units, 3) })],
  invite: [staff, () => ({ invitees: some(names, 6) })],
  invite_more: [staff, () => ({ invitees: some(names, 2) })],
  prepare: [staff, () => ({ agenda: text() })],
  notify: [staff, () => ({ time: "2020-06-01T19:00:00+08:00", place: text() })],
  confirm: [names, () => ({ coming: pick(["yes", "yes", "yes", "no"]) })],
  open_meeting: [staff, () => undefined],
  reschedule: [staff, () => ({ reason: text() })],
  conclude: [staff, () => ({ result: pick(["agreed", "partly", "not_agreed"]), minutes: text(),
    reviewers: ["chen", "qian", "sun"] })],
  adjourn: [staff, () => ({ reason: text() })],
  sign: [["zhao", "deng", "chen", "qian", "sun", "wu"], () => undefined],
  send_back: [["zhao", "chen"], () => ({ reason: text() })],
  announce: [staff, () => ({ notice: text() })],
  rate: [names, () => ({ score: 1 + below(6) })],
  close_unresolved: [["zhao", "li"], () => ({ reason: text() })],
  report_in: [["sun", "qian", "wu", "zhao", "li", "deng"], () => undefined],
  nudge: [names, () => undefined],
  withdraw: [names, () => ({})],
  pass_up: [["zhao", "li"], () => ({ reason: text() })],
};
// The way forward, so that some matters get to their end.
const forward = ["accept", "invite", "prepare", "notify",
  "confirm", "confirm", "confirm", "confirm", "confirm",
  "open_meeting", "conclude", "sign", "sign", "sign", "sign", "announce", "rate", "rate"];

const matters = [];
const messages = [];
const invitations = [];
const devices = [];
let now = Date.parse("2020-01-02T00:00:00Z") + below(1000);
const stamp = () => new Date(now + 8 * 3_600_000).toISOString().replace("Z", "+08:00");

function actOn(matter) {
  const way = below(3) > 0 && matter.next < forward.length;
  const action = way ? forward[matter.next] : pick(Object.keys(actions));
  if (way && below(4) > 0) matter.next += 1;
  const [who, needs] = actions[action];
  const inputs = needs();
  const line = { by: below(8) === 0 ? pick(names) : pick(who), do: "act", matter: matter.name,
    action, ...(inputs ? { inputs } : {}) };
  if (inputs && below(25) === 0) inputs.extra = pick([1, "red", ["a", "b"]]);
  if (inputs && below(25) === 0) delete inputs[Object.keys(inputs)[0]];
  return line;
}

function openMatter() {
  const matter = { name: `m${matters.length + 1}`, next: 0 };
  matters.push(matter);
  const line = { by: below(8) === 0 ? pick(names) : pick(["wang", "zhou", "hong", "qian", "li"]),
    do: "open", as: matter.name, procedure: "bell", channel: pick(["APP", "KIOSK", "APP"]),
    inputs: { title: text() } };
  if (below(15) === 0) line.channel = "PHONE";
  if (below(3) === 0) line.inputs.photo = text();
  if (below(12) === 0) {
    Object.assign(line, { by: "li", for: pick(["wang", "zhou", "lu"]) });
    if (below(4) > 0) line.consent = pick(["SPOKEN", "SIGNED"]);
  }
  if (below(20) === 0) line.occurred = stamp();
  return line;
}

function peopleCommand() {
  switch (below(8)) {
    case 0:
      return { by: "registrar", do: "grant", member: pick([...names, ...strangers]),
        role: pick(["building_head", "grid_head", "street_staff", "mayor"]),
        unit: pick(["", "police", "moon"]), until: "2020-05-01T00:00:00+08:00" };
    case 1: {
      const member = pick(["hong", "gu", "deng", "feng"]);
      return { by: pick(["registrar", "li"]), do: "end_role", member, role: people[member][0],
        unit: people[member][1] ?? "" };
    }
    case 2:
      devices.push(`d${devices.length + 1}`);
      return { by: pick(["registrar", "wang", "zhou"]), do: "bind", member: pick(["wang", "zhou"]),
        device: devices.at(-1) };
    case 3:
      return { by: pick(["registrar", "wang"]), do: "revoke", device: pick([...devices, "hong"]) };
    case 4:
      invitations.push(`i${invitations.length + 1}`);
      return { by: "registrar", do: "invite", as: invitations.at(-1), roles: ["resident"],
        valid_until: new Date(now + below(20) * 86_400_000).toISOString() };
    case 5:
      return { by: pick([...strangers, "wang"]), do: "accept_invitation",
        invitation: pick([...invitations, "nowhere"]) };
    case 6:
      messages.push(`t${messages.length + 1}`);
      return { by: pick(names), do: "message", as: messages.at(-1), text: text() };
    default: {
      if (messages.length === 0) return openMatter();
      const matter = { name: `m${matters.length + 1}`, next: 0 };
      matters.push(matter);
      return { by: pick(names), do: "convert", as: matter.name, message: pick(messages),
        procedure: "bell", inputs: { title: text() } };
    }
  }
}

function command() {
  if (matters.length === 0 || below(12) === 0) return openMatter();
  if (below(10) === 0) return peopleCommand();
  return actOn(below(3) === 0 ? pick(matters) : pick(matters.slice(-4)));
}

// Now and then something is wrong with the command itself.
function spoil(line) {
  switch (below(80)) {
    case 0: line.signature = "wrong"; break;
    case 1: line.signature = "other_community"; break;
    case 2: line.contents = "withheld"; break;
    case 3: line.counter = 1 + below(5); break;
    case 4: line.expires = stamp(); break;
    case 5: line.actor = pick(names); break;
    case 6: line.by = pick([...names, ...strangers]); break;
    case 7: if (devices.length > 0) line.with_device = pick(devices); break;
    default:
  }
  return line;
}

const out = [`# make_random.mjs ${seed} ${commands}`];
out.push(JSON.stringify({ community: { zh: `随机社区${seed}` }, pack: "mishixiang",
  start: "2020-01-02T08:00:00+08:00" }));
for (const [member, [role, unit]] of Object.entries(people)) {
  out.push(JSON.stringify({ member, roles: [role], ...(unit ? { unit } : {}) }));
}
for (const stranger of strangers) out.push(JSON.stringify({ stranger }));
for (let i = 0; i < commands; i += 1) {
  now += pick([0, 1, 1000, 60_000, 3_600_000, 3_600_000, 7_200_000, 14_400_000]);
  if (below(60) === 0) now += below(10) * 86_400_000;
  const at = stamp();
  if (below(50) === 0 && i > 0) out.push(JSON.stringify({ at, do: "again", expect: "any" }));
  if (below(80) === 0) {
    out.push(JSON.stringify({ at, do: "raw", hex: below(2 ** 31).toString(16).padStart(8, "0"),
      expect: { refused: "MALFORMED" } }));
  }
  out.push(JSON.stringify({ at, ...spoil(command()), expect: "any" }));
}
console.log(out.join("\n"));
