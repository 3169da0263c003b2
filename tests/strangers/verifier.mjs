// A verifier of our ledgers that shares no line with us: written from the pages in docs/formats and
// from C2SP, with Node's own cryptography. It reads a ledger as files (checkpoint, tiles, bundles),
// checkpoints with cosignatures, and receipts, and throws at whatever is not right.
//
//   node tests/strangers/verifier.mjs URL VKEY [WITNESS_VKEY…]     checks a whole ledger
//
// For a place to begin when writing one in another language: it is all here, in the order in which
// one needs it.
import { createHash, createPublicKey, verify } from "node:crypto";
import { pathToFileURL } from "node:url";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256"))
  .digest();
function check(holds, what) {
  if (!holds) throw new Error(what);
}

// ---- The tree (RFC 6962 section 2.1, RFC 9162 section 2.1.3 and 2.1.4) ----

export const leafHash = (entry) => sha256(Buffer.of(0), entry);
export const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
export const EMPTY_ROOT = sha256();

export function verifyInclusion(proof, index, leaf, { size, root }) {
  check(index < size, `leaf ${index} is outside a tree of ${size}`);
  let [fn, sn] = [BigInt(index), BigInt(size) - 1n];
  let hash = leaf;
  for (const sibling of proof) {
    check(sn > 0n, "the inclusion proof is too long");
    if (fn % 2n === 1n || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  check(sn === 0n, "the inclusion proof is too short");
  check(hash.equals(root), "the inclusion proof leads to another root");
}

export function verifyConsistency(proof, older, newer) {
  check(older.size <= newer.size, "a larger tree is no beginning of a smaller one");
  if (older.size === newer.size || older.size === 0) {
    check(proof.length === 0, "there is nothing to prove");
    const root = older.size === 0 ? EMPTY_ROOT : newer.root;
    return check(older.root.equals(root), "two trees of one size have two roots");
  }
  check(proof.length > 0, "the consistency proof is empty");
  let [fn, sn] = [BigInt(older.size) - 1n, BigInt(newer.size) - 1n];
  // The old root itself is left out where it is a node of the new tree.
  const path = (BigInt(older.size) & (BigInt(older.size) - 1n)) === 0n
    ? [older.root, ...proof] : proof;
  while (fn % 2n === 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [before, after] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    check(sn > 0n, "the consistency proof is too long");
    if (fn % 2n === 1n || fn === sn) {
      [before, after] = [nodeHash(hash, before), nodeHash(hash, after)];
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      after = nodeHash(after, hash);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  check(sn === 0n, "the consistency proof is too short");
  check(before.equals(older.root), "the consistency proof leads to another old root");
  check(after.equals(newer.root), "the consistency proof leads to another new root");
}

// ---- Notes (C2SP signed-note), checkpoints, cosignatures ----

// Strict: one byte string has one text.
export function fromBase64(text) {
  const bytes = Buffer.from(text, "base64");
  check(bytes.toString("base64") === text, `not base64: ${text}`);
  return bytes;
}

const ED25519 = 1;
const COSIGNATURE = 4;

// {name, id, type, key} of "name+hexid+base64".
export function parseKey(text) {
  const [, name, id, rest] = text.match(/^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/u) ?? [];
  check(name !== undefined, "a verifier key is name+id+base64");
  const material = fromBase64(rest);
  check(material.length === 33, "a verifier key holds 32 bytes");
  check(sha256(name, "\n", material).subarray(0, 4).toString("hex") === id,
    "a verifier key's id is not its own");
  const x = material.subarray(1).toString("base64url");
  return { name, id, type: material[0],
    key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }) };
}

export const formatKey = (name, type, publicKey) => {
  const material = Buffer.concat([Buffer.of(type), publicKey]);
  return `${name}+${sha256(name, "\n", material).subarray(0, 4).toString("hex")}+` +
    material.toString("base64");
};

// {text, signatures: [{name, id, bytes}]}
export function parseNote(note) {
  check(Buffer.from(Buffer.from(note).toString()).equals(Buffer.from(note)), "a note is UTF-8");
  // eslint-disable-next-line no-control-regex
  check(!/[\0-\x09\x0b-\x1f]/.test(note), "a note has a control character");
  const border = note.lastIndexOf("\n\n");
  check(border >= 0 && note.endsWith("\n"), "a note has a text, an empty line, signatures");
  const lines = note.slice(border + 2).split("\n").slice(0, -1);
  check(lines.length > 0, "a note has no signature");
  const signatures = lines.map((line) => {
    const [, name, rest] = line.match(/^— ([^\s+]+) (\S+)$/u) ?? [];
    check(name !== undefined, `not a signature line: ${line}`);
    const bytes = fromBase64(rest);
    check(bytes.length > 4, "a signature is empty");
    return { name, id: bytes.subarray(0, 4).toString("hex"), bytes: bytes.subarray(4) };
  });
  return { text: note.slice(0, border + 1), signatures };
}

function signaturesBy(note, key) {
  const found = note.signatures.filter(({ name, id }) => name === key.name && id === key.id);
  check(found.length > 0, `not signed by ${key.name}`);
  return found;
}

function parseSize(text) {
  check(/^(0|[1-9][0-9]{0,15})$/.test(text), `not a number: ${text}`);
  return Number(text);
}
function parseHash(text) {
  const hash = fromBase64(text);
  check(hash.length === 32, "a hash has 32 bytes");
  return hash;
}

// {origin, size, root, times}, if the log's key has signed it and every witness of `witnesses` has
// cosigned it; `times`: when, in seconds.
export function openCheckpoint(text, logKey, witnesses = []) {
  const note = parseNote(text);
  check(logKey.type === ED25519, "a log signs with an Ed25519 key");
  for (const { bytes } of signaturesBy(note, logKey)) {
    check(verify(null, Buffer.from(note.text), logKey.key, bytes), "a bad signature of the log");
  }
  const [origin, size, root, ...more] = note.text.split("\n");
  check(more.pop() === "" && more.every((line) => line !== ""), "a checkpoint of other lines");
  check(origin === logKey.name, `a checkpoint of ${origin}`);
  const times = witnesses.map((witness) => openCosignature(note, witness));
  return { origin, size: parseSize(size), root: parseHash(root), times };
}

function openCosignature(note, witness) {
  check(witness.type === COSIGNATURE, "a witness signs with a cosignature's key");
  const times = signaturesBy(note, witness).map(({ bytes }) => {
    check(bytes.length === 72, "a cosignature is a time and a signature");
    const time = bytes.readBigUInt64BE();
    const signed = Buffer.from(`cosignature/v1\ntime ${time}\n${note.text}`);
    check(verify(null, signed, witness.key, bytes.subarray(8)), "a bad signature of a witness");
    return Number(time);
  });
  return Math.max(...times);
}

// ---- Receipts (C2SP tlog-proof) ----

// {index, ...checkpoint}, if `entry` is in the ledger.
export function openReceipt(text, entry, logKey, witnesses = []) {
  const border = text.indexOf("\n\n");
  check(border >= 0, "a receipt has no checkpoint");
  const lines = text.slice(0, border).split("\n");
  check(lines.shift() === "c2sp.org/tlog-proof@v1", "not a receipt");
  if (lines[0]?.startsWith("extra ")) fromBase64(lines.shift().slice(6));
  const [, number] = lines.shift()?.match(/^index (\d+)$/) ?? [];
  check(number !== undefined, "a receipt has no index");
  const index = parseSize(number);
  const checkpoint = openCheckpoint(text.slice(border + 2), logKey, witnesses);
  verifyInclusion(lines.map(parseHash), index, leafHash(entry), checkpoint);
  return { index, ...checkpoint };
}

// ---- Tiles (C2SP tlog-tiles) ----

export function tilePath(level, index, width = 256) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/.../g);
  const last = groups.pop();
  const path = [...groups.map((group) => `x${group}`), last].join("/");
  return `tile/${level}/${path}${width < 256 ? `.p/${width}` : ""}`;
}

export function entriesOf(bundle, width) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < width; ++i) {
    check(at + 2 <= bundle.length, "a bundle ends early");
    const length = bundle.readUInt16BE(at);
    check(at + 2 + length <= bundle.length, "a bundle ends early");
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  check(at === bundle.length, "a bundle has bytes too many");
  return entries;
}

// The root over a row of hashes, which are all there is at their level.
function rootOf(hashes) {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return hashes[0];
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

// Reads a whole ledger through `read(path)`, a Buffer each, and checks every byte of it: entries
// against tiles, tiles against those above, the top against the checkpoint. {checkpoint, entries}
export async function readLedger(read, logKey, witnesses = []) {
  const checkpoint = openCheckpoint(String(await read("checkpoint")), logKey, witnesses);
  const row = async (level, size, take) => {
    const hashes = [];
    for (let at = 0; at < size; at += 256) {
      const width = Math.min(256, size - at);
      hashes.push(...take(await read(tilePath(level, at / 256, width)), width));
    }
    return hashes;
  };
  const entries = await row("entries", checkpoint.size, entriesOf);
  const leaves = entries.map(leafHash);
  let expected = leaves;
  for (let level = 0; expected.length > 0; ++level) {
    const tiles = await row(level, expected.length, (bytes, width) => {
      check(bytes.length === width * 32, "a tile of another size");
      return Array.from({ length: width }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
    });
    const same = tiles.every((hash, i) => hash.equals(expected[i]));
    check(same, `a tile of level ${level} is not over those below`);
    const full = Math.floor(tiles.length / 256);
    expected = Array.from({ length: full }, (_, i) => rootOf(tiles.slice(i * 256, i * 256 + 256)));
  }
  check(rootOf(leaves).equals(checkpoint.root), "the entries have another root");
  return { checkpoint, entries };
}

// Reads below an address.
export const readerOf = (url) => async (path) => {
  const response = await fetch(`${url}/${path}`);
  check(response.ok, `${url}/${path}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [url, key, ...witnesses] = process.argv.slice(2);
  try {
    const { checkpoint } = await readLedger(readerOf(url), parseKey(key), witnesses.map(parseKey));
    console.log(`verified ${checkpoint.size} ${checkpoint.root.toString("hex")}`);
  } catch (error) {
    console.error(`verifier: ${error.message}`);
    process.exitCode = 1;
  }
}
