// A2.18: what the server answers is what docs/formats lists (connect.md, tiles.md, poke.md) and the
// files of the web; there is no other door, and none of them leads to the console's side but a
// command that an officer has signed. What each command may do is tests/unit/decide/resident_test.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { tmpdir } from "node:os";
import { call, makeCommunity, root, serve } from "./kill9_server.mjs";

const read = (name) => readFileSync(path.join(root, name), "utf8");
const FORMS = { "application/json": "{}", "application/proto": new Uint8Array() };

// "POST /yiting.v1.SyncService/Push        also Pull, FetchPack, Describe"
function listedMethods() {
  const [, service, first, others] =
    read("docs/formats/connect.md").match(/^POST (\/[\w.]+\/)(\w+) +also ([\w, ]+)$/m);
  return { service, methods: [first, ...others.split(", ")] };
}

// The names of all commands, and of what the operator does on the machine itself.
function namesOfManagement() {
  const body = read("core/schema/yiting/v1/command.proto").match(/oneof body {([^}]*)}/)[1];
  const commands = [...body.matchAll(/^ +(\w+) \w+ = \d+;/gm)].map(([, name]) => name);
  assert.ok(commands.length >= 17 && commands.includes("GrantRole"), String(commands));
  return [...commands, "Admit", "Export", "Halt", "Backup", "Erase", "Keys", "Reset", "Shutdown"];
}

describe("the server's surface", () => {
  const { service, methods } = listedMethods();
  let folder;
  let made;
  let server;
  let origin;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "yiting-surface-"));
    const data = path.join(folder, "data");
    made = makeCommunity(data, 3, 10);
    const web = path.join(folder, "web");
    mkdirSync(path.join(web, "console"), { recursive: true });
    writeFileSync(path.join(web, "index.html"), "<p>resident");
    writeFileSync(path.join(web, "console/index.html"), "<p>console");
    server = await serve(data, ["--web", web, "--rules", path.join(root, "rules")]);
    origin = server.origin;
  });
  after(async () => {
    await server?.stop("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(method, where, type = "application/json") {
    const body = method === "GET" || method === "HEAD" ? undefined : FORMS[type];
    const response = await fetch(`${origin}${where}`,
      { method, body, headers: { "content-type": type } });
    return { status: response.status, text: await response.text() };
  }

  test("A2.18 the page lists the methods that the schema has, and each answers", async () => {
    const schema = read("core/schema/yiting/v1/sync.proto").match(/^service (\w+) {([^}]*)}/m);
    assert.equal(service, `/yiting.v1.${schema[1]}/`);
    assert.deepEqual([...schema[2].matchAll(/rpc (\w+)\(/g)].map(([, name]) => name), methods);
    for (const method of methods) {
      for (const type of Object.keys(FORMS)) {
        const { status, text } = await ask("POST", service + method, type);
        const answers = status === 200 || !text.includes("unimplemented");
        assert.ok(answers, `${method}: ${status} ${text}`);
      }
    }
  });

  test("A2.18 no other method is there, by whatever name", async () => {
    const services = [service, "/yiting.v1.AdminService/", "/yiting.v1.ConsoleService/"];
    for (const name of [...namesOfManagement(), "", "push", "Push/", "Push/Grant"]) {
      for (const one of services) {
        for (const type of Object.keys(FORMS)) {
          const { status, text } = await ask("POST", one + name, type);
          assert.equal(status, 404, one + name);
          assert.equal(JSON.parse(text).code, "unimplemented", one + name);
        }
      }
    }
  });

  test("A2.18 a listed method is called by POST and by nothing else", async () => {
    for (const name of methods) {
      for (const verb of ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        assert.equal((await ask(verb, service + name)).status, 405, `${verb} ${name}`);
      }
    }
  });

  test("A2.18 files are read, and nothing else is to be had by a path", async () => {
    const ledger = `/ledger/${made.community}`;
    for (const where of ["/", "/console", `${ledger}/checkpoint`]) {
      assert.equal((await ask("GET", where)).status, 200, where);
      for (const verb of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        assert.equal((await ask(verb, where)).status, 405, `${verb} ${where}`);
      }
    }
    const paths = ["admin", "api", "api/v1", "management", "manage", "console/api", "metrics",
      "debug", "status", "health", "login", "token", "members", "keys", "data", "graphql",
      "yiting", "yiting.v1.Poke", "yiting.v1.PokeService/Follow", `ledger/${made.community}`,
      `ledger/${made.community}/state.db`, `ledger/${made.community}/contents`, "ledger/",
      ...namesOfManagement()];
    for (const where of paths) {
      for (const verb of ["GET", "POST", "PUT", "DELETE"]) {
        const { status } = await ask(verb, `/${where}`);
        assert.ok(status === 404 || status === 405, `${verb} /${where}: ${status}`);
      }
      assert.equal((await ask("GET", `/${where}`)).status, 404, where);
    }
  });

  test("A2.18 nothing of it was done", async () => {
    const { body } = await call(origin, "Describe", {});
    assert.equal(body.communities.length, 1);
    assert.equal(Number(body.communities[0].treeSize), made.size);
  });
});
