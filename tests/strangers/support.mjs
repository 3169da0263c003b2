// What the strangers' tests share: a real server with a ledger of some hundred entries, its files,
// and a server of files that damages one of them.
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { call, makeCommunity, root, serve } from "../web/kill9_server.mjs";
import { formatKey, openCheckpoint, parseKey, tilePath } from "./verifier.mjs";

export { root };

// The ledger's key as strangers are given it.
export const keyOf = (made) =>
  formatKey(`yiting.v1/${made.community}`, 1, Buffer.from(made.sequencerKey, "hex"));

// Pushes `count` of the commands, those of one client in order.
export async function push(origin, commands) {
  for (const { push: request } of commands) {
    const { status, body } = await call(origin, "Push", request);
    if (status !== 200 || !("accepted" in body.results[0])) {
      throw new Error(`a command was refused: ${JSON.stringify(body)}`);
    }
  }
}

// A server in `folder` whose ledger has `commands` entries more than its founding; `more` goes to
// `yiting serve`.
export async function startLedger(folder, commands, more = []) {
  const clients = 4;
  const data = path.join(folder, "data");
  const made = makeCommunity(data, clients, Math.ceil(commands / clients));
  const server = await serve(data, [...more, "--rules", path.join(root, "rules")]);
  await push(server.origin, made.commands);
  return { made, server, data, key: keyOf(made), url: `${server.origin}/ledger/${made.community}` };
}

// Every file of the ledger at `url`, by path.
export async function filesOf(url, key) {
  const files = new Map();
  const take = async (name) => {
    const response = await fetch(`${url}/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    files.set(name, Buffer.from(await response.arrayBuffer()));
  };
  await take("checkpoint");
  const { size } = openCheckpoint(String(files.get("checkpoint")), parseKey(key));
  for (const level of ["entries", 0, 1, 2, 3]) {
    const count = level === "entries" ? size : Math.floor(size / 256 ** level);
    for (let at = 0; at < count; at += 256) {
      await take(tilePath(level, at / 256, Math.min(256, count - at)));
    }
  }
  return files;
}

// Serves what `files` holds at the time: {url, stop}.
export async function serveFiles(files) {
  const server = createServer((request, response) => {
    const bytes = files.get(request.url.slice(1));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`,
    stop: () => { server.closeAllConnections(); server.close(); } };
}

export function flipped(bytes, bit) {
  const bad = Buffer.from(bytes);
  bad[bit >> 3] ^= 1 << (bit & 7);
  return bad;
}

// Which bits of a file are turned over: every one of a short one, some of a long one, always the
// same.
export function bitsOf(bytes, count) {
  const total = bytes.length * 8;
  if (total <= count) return Array.from({ length: total }, (_, bit) => bit);
  let state = 6962;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % total;
  });
}

// The Go program, compiled into build/strangers. Its path.
export function buildGo() {
  const folder = path.join(root, "build/strangers");
  mkdirSync(folder, { recursive: true });
  const program = path.join(folder, "verify");
  const source = path.join(root, "tests/strangers/go/verify.go");
  const built = spawnSync("go", ["build", "-o", program, source], {
    encoding: "utf8",
    env: { ...process.env, GO111MODULE: "off", GOFLAGS: "", GOPATH: "/usr/share/gocode",
      GOCACHE: path.join(folder, "cache") },
  });
  if (built.status !== 0) {
    throw new Error(`go build: ${built.error ?? built.stderr}; cmake/install.sh test installs Go`);
  }
  return program;
}
