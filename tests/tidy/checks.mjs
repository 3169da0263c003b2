// The house rules as pure functions: text in, list of complaints out. tidy.mjs runs them over the
// repository; checks.test.mjs shows that each one can fail.

// The table of allowed includes: in docs/ARCHITECTURE.md, one block fenced as ```arrows, one line a
// folder: `folder: name name …`. A name is another folder of the table or one of LIBRARIES below.
// Blank lines and what follows '#' are ignored. A folder may include its own headers, those of
// every folder that its arrows lead to, directly or through others, and the libraries on its own
// line only.
export const LIBRARIES = {
  protobuf: /^google\/protobuf\//,
  sodium: /^sodium(\.h$|\/)/,
  sqlite: /^sqlite3\.h$/,
  lua: /^(lua|lauxlib|lualib|luaconf)\.h$/,
  json: /^nlohmann\//,
  boost: /^boost\//,
  openssl: /^openssl\//,
  spdlog: /^(spdlog|fmt)\//,
  cli11: /^CLI\//,
  brotli: /^brotli\//,
  postgres: /^(libpq-fe|pg_config)\.h$/,
  emscripten: /^emscripten/,
};

// Headers of the standard library that would let the machine into the core (docs/ARCHITECTURE.md).
const MACHINE = new Set(
  ("atomic chrono condition_variable ctime filesystem fstream future iostream locale mutex " +
    "random regex shared_mutex stop_token thread time.h unistd.h").split(" "));

const SOURCE = /(\.(h|cc|c|proto|lua|mjs|ts|vue|sh|cmake)|(^|\/)(CMakeLists\.txt|Makefile))$/;
const SHORT = /^(core|wasm|server|rules|web)\/.*\.(h|cc|c|proto|lua|mjs|ts|vue)$/;
const MAX_LINES = 400;
const MAX_COLUMNS = 100;
const MAX_BYTES = 512 * 1024;

export function isSource(path) {
  return SOURCE.test(path);
}

// The table as {folder: [name]}; complaints about it are thrown, for without it nothing is checked.
export function parseArrows(markdown) {
  const block = markdown.match(/^```arrows\n([\s\S]*?)^```/m);
  if (!block) throw new Error("there is no block fenced as ```arrows");
  const arrows = {};
  for (const raw of block[1].split("\n")) {
    const line = raw.replace(/#.*/, "").trim();
    if (!line) continue;
    const parts = line.match(/^([\w/]+):((?: [\w/]+)*)$/);
    if (!parts) throw new Error(`not 'folder: name name': ${line}`);
    arrows[parts[1]] = parts[2].trim().split(" ").filter(Boolean);
  }
  for (const [folder, names] of Object.entries(arrows)) {
    for (const name of names) {
      if (!(name in arrows) && !(name in LIBRARIES)) {
        throw new Error(`${folder}: '${name}' is neither a folder of the table nor a library`);
      }
    }
    if (reachable(arrows, folder).has(folder)) throw new Error(`${folder}: a cycle of arrows`);
  }
  return arrows;
}

// The folders that a folder's arrows lead to.
function reachable(arrows, folder) {
  const found = new Set();
  const visit = (from) => {
    for (const name of arrows[from] ?? []) {
      if (!(name in arrows) || found.has(name)) continue;
      found.add(name);
      visit(name);
    }
  };
  visit(folder);
  return found;
}

// The folder of the table that a path belongs to: core/decide/x.cc → decide, server/http/x.cc →
// server, or null for what the table does not govern.
export function folderOf(path) {
  const core = path.match(/^core\/(\w+)\//);
  if (core) return core[1];
  const top = path.match(/^(server|wasm)\/.*\.(h|cc)$/);
  return top ? top[1] : null;
}

// Which folder or library an include names; null for the standard library and the system.
function ownerOf(include, arrows) {
  if (include.startsWith("yiting/v1/")) return "schema";
  for (const [name, pattern] of Object.entries(LIBRARIES)) if (pattern.test(include)) return name;
  const first = include.split("/")[0];
  return include.includes("/") && first in arrows ? first : null;
}

export function checkArrows(path, text, arrows) {
  const folder = folderOf(path);
  if (!folder || !/\.(h|cc)$/.test(path)) return [];
  if (!(folder in arrows)) return [`${path}: folder '${folder}' is not in the table of arrows`];
  const allowed = new Set([folder, ...reachable(arrows, folder), ...arrows[folder]]);
  const complaints = [];
  text.split("\n").forEach((line, i) => {
    const match = line.match(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/);
    if (!match) return;
    const where = `${path}:${i + 1}`;
    const owner = ownerOf(match[2], arrows);
    if (owner && !allowed.has(owner)) {
      complaints.push(`${where}: ${folder} must not include ${match[2]} (${owner})`);
    } else if (!owner && match[1] === '"' && path.startsWith("core/")) {
      complaints.push(`${where}: ${match[2]} is not written from core/ as its root`);
    } else if (!owner && path.startsWith("core/") && MACHINE.has(match[2])) {
      complaints.push(`${where}: the core must not see <${match[2]}>`);
    }
  });
  return complaints;
}

// Annotations for editors are printed by a program out of a table (`yiting rules api`), a sentence
// a line: nobody reads or writes them by hand.
const isPrinted = (path, text) => path.endsWith(".lua") && text.startsWith("---@meta\n");

export function checkShape(path, text) {
  if (!isSource(path) || isPrinted(path, text)) return [];
  const complaints = [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  else complaints.push(`${path}: does not end in a line end`);
  if (SHORT.test(path) && lines.length > MAX_LINES) {
    complaints.push(`${path}: ${lines.length} lines; ${MAX_LINES} fit one sitting`);
  }
  lines.forEach((line, i) => {
    const columns = [...line].length;
    const where = `${path}:${i + 1}`;
    if (columns > MAX_COLUMNS) complaints.push(`${where}: ${columns} columns`);
    if (/\s$/.test(line)) complaints.push(`${where}: ends in a blank`);
    if (/\t/.test(line) && !path.endsWith("Makefile")) complaints.push(`${where}: has a tab`);
    if (/\b(TO[D]O|FIX[M]E|XX[X])\b/.test(line)) complaints.push(`${where}: unfinished`);
  });
  return complaints;
}

// Nothing of other people's is committed; it is fetched (cmake/fetch.sh, npm).
export function checkForeign(path, text, size) {
  const complaints = [];
  if (/(^|\/)(node_modules|vendor|external|dist)\//.test(path)) {
    complaints.push(`${path}: fetched or generated, not ours to keep`);
  }
  if (/\.(a|o|so|wasm|tgz|zip|jar|exe)$/.test(path)) complaints.push(`${path}: a build product`);
  if (size > MAX_BYTES) complaints.push(`${path}: ${size} bytes; at most ${MAX_BYTES}`);
  const notice = /Copyright \(c\)|Copyright ©|SPDX-License-Identifier|@license\b/i;
  if (isSource(path) && !path.startsWith("tests/tidy/") && notice.test(text)) {
    complaints.push(`${path}: carries somebody's copyright notice`);
  }
  return complaints;
}

// A header says which tests show that it works: they are there. `exists(path)` says of a file
// whether it is; a name without a folder stands beside the one before it.
export function checkTestedBy(path, text, exists) {
  if (!/^(core|server|wasm)\/.*\.h$/.test(path)) return [];
  const sentence = text.match(/Tested by ([^#]*?)(?=\n(?!\/\/ )|\.\n|$)/)?.[1] ?? "";
  const complaints = [];
  let folder = "";
  for (const [name] of sentence.matchAll(/[\w./]+\.(?:cc|mjs|ts)\b/g)) {
    const file = name.includes("/") ? name : folder + name;
    folder = file.slice(0, file.lastIndexOf("/") + 1);
    if (!exists(file)) complaints.push(`${path}: says that ${file} tests it: there is none`);
  }
  return complaints;
}
