// Our ledgers as strangers verify them: by a verifier of Node's cryptography alone, and by Go's own
// transparency log (golang.org/x/mod/sumdb). Both take what a real server serves, and refuse it
// with one bit turned over, wherever that is.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { yiting } from "../web/kill9_server.mjs";
import { bitsOf, buildGo, filesOf, flipped, root, serveFiles, startLedger } from "./support.mjs";
import {
  EMPTY_ROOT, formatKey, fromBase64, leafHash, openCheckpoint, openReceipt, parseKey, parseNote,
  readLedger, readerOf, tilePath, verifyConsistency, verifyInclusion,
} from "./verifier.mjs";

// The `name = value` lines of a file of vectors.
function vectors(file) {
  const lines = readFileSync(path.join(root, "tests/vectors", file), "utf8").split("\n");
  const pairs = lines.filter((line) => !line.startsWith("#") && line.includes(" ="))
    .map((line) => [line.slice(0, line.indexOf(" =")), line.slice(line.indexOf(" =") + 3)])
    .map(([name, value]) => [name, value.replaceAll("\\n", "\n")]);
  return { all: pairs, of: (name) => pairs.find(([other]) => other === name)[1] };
}

const hashes = (text) => text.split(" ").filter(Boolean).map((hex) => Buffer.from(hex, "hex"));

describe("the verifier knows what others wrote down", () => {
  const reference = vectors("merkle_reference.txt");
  const rootAt = (size) => Buffer.from(reference.of(`root ${size}`), "hex");
  const tree = (size) => ({ size, root: rootAt(size) });

  test("proofs of the reference implementations, and no bit less", () => {
    let proofs = 0;
    for (const [name, value] of reference.all) {
      const [kind, first, second] = name.split(" ");
      if (kind !== "inclusion" && kind !== "consistency") continue;
      proofs += 1;
      const holds = (proof) => (kind === "inclusion"
        ? verifyInclusion(proof, Number(first),
          leafHash(Buffer.from(reference.of(`leaf ${first}`), "hex")), tree(Number(second)))
        : verifyConsistency(proof, tree(Number(first)), tree(Number(second))));
      const proof = hashes(value);
      holds(proof);
      for (let i = 0; i < proof.length; ++i) {
        for (let bit = 0; bit < 256; ++bit) {
          assert.throws(() => holds(proof.with(i, flipped(proof[i], bit))));
        }
        assert.throws(() => holds(proof.toSpliced(i, 1)));
      }
      assert.throws(() => holds([...proof, rootAt(8)]));
    }
    assert.equal(proofs, 10);
    assert.deepEqual(rootAt(0), EMPTY_ROOT);
  });

  test("the sample community: checkpoint, cosignature, receipt", () => {
    const ours = vectors("ledger.txt");
    const key = parseKey(ours.of("sequencer verifier key"));
    const witness = parseKey(ours.of("witness verifier key"));
    assert.equal(openCheckpoint(ours.of("checkpoint"), key).size, 5);
    const cosigned = openCheckpoint(ours.of("cosigned"), key, [witness]);
    assert.deepEqual(cosigned.times, [1583024400]);
    assert.throws(() => openCheckpoint(ours.of("checkpoint"), key, [witness]), /not signed by/);
    const entry = Buffer.from("the bell is pressed");
    assert.equal(openReceipt(ours.of("receipt of entry 2"), entry, key).index, 2);
    assert.throws(() => openReceipt(ours.of("receipt of entry 2"), Buffer.from("x"), key));
  });

  test("the examples of C2SP, and Go's note under its key", () => {
    const others = vectors("c2sp.txt");
    for (const name of ["note", "checkpoint", "cosigned", "signed by two"]) {
      parseNote(others.of(name));
    }
    parseKey(others.of("verifier key"));
    assert.throws(() => parseKey(others.of("bad key, wrong length")));
    assert.equal(tilePath(0, 1234067), others.of("path of 1234067"));
    assert.equal(tilePath("entries", 1234, 5), "tile/entries/x001/234.p/5");
  });

  test("base64 has one spelling", () => {
    assert.throws(() => fromBase64("AB=="));
    assert.throws(() => fromBase64("AA"));
  });
});

describe("a real server's ledger", () => {
  let folder;
  let ledger;
  let files;
  let go;
  let entries;

  const goVerify = (...args) => spawnSync(go, args, { encoding: "utf8" });
  // The same without blocking this process, which may be the one that serves.
  const goReads = (...args) => new Promise((resolve) => {
    spawn(go, args, { stdio: "ignore" }).on("close", resolve);
  });

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "yiting-strangers-"));
    go = buildGo();
    ledger = await startLedger(folder, 600);
    files = await filesOf(ledger.url, ledger.key);
    entries = (await readLedger(readerOf(ledger.url), parseKey(ledger.key))).entries;
  });
  after(async () => {
    await ledger?.server.stop("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  test("has full and partial tiles, of two levels", () => {
    assert.ok(files.has("tile/0/000") && files.has("tile/0/001") && files.has("tile/1/000.p/2"));
    assert.ok([...files.keys()].some((name) => name.startsWith("tile/entries/002.p/")));
  });

  test("is verified by both, as it is served, to the same root", async () => {
    const child = spawnSync("node",
      [path.join(root, "tests/strangers/verifier.mjs"), ledger.url, ledger.key],
      { encoding: "utf8" });
    assert.equal(child.status, 0, child.stderr);
    const byGo = goVerify(ledger.url, ledger.key);
    assert.equal(byGo.status, 0, byGo.stderr);
    assert.equal(byGo.stdout, child.stdout);
    assert.match(byGo.stdout, new RegExp(`^verified ${entries.length} [0-9a-f]{64}\n$`));
  });

  test("is refused under another key", async () => {
    const bent = `${ledger.key.slice(0, -4)}AAAA`;
    const other = formatKey(`yiting.v1/${ledger.made.community}`, 1,
      Buffer.from(vectors("ledger.txt").of("sequencer public key"), "hex"));
    for (const wrong of [bent, other]) assert.equal(goVerify(ledger.url, wrong).status, 1);
    assert.throws(() => parseKey(bent), /id is not its own/);
    await assert.rejects(readLedger(readerOf(ledger.url), parseKey(other)), /not signed by/);
  });

  test("a bit turned over in any file is refused by the verifier", async () => {
    const key = parseKey(ledger.key);
    let tried = 0;
    for (const [name, bytes] of files) {
      for (const bit of bitsOf(bytes, name === "checkpoint" ? 4000 : 60)) {
        const read = (path) => (path === name ? flipped(bytes, bit) : files.get(path));
        await assert.rejects(readLedger(read, key), `${name}, bit ${bit}`);
        tried += 1;
      }
    }
    assert.ok(tried > 1000, String(tried));
  });

  test("a bit turned over in any file is refused by Go", async () => {
    const damaged = new Map(files);
    const server = await serveFiles(damaged);
    try {
      assert.equal(await goReads(server.url, ledger.key), 0);
      for (const [name, bytes] of files) {
        for (const bit of bitsOf(bytes, 12)) {
          damaged.set(name, flipped(bytes, bit));
          assert.equal(await goReads(server.url, ledger.key), 1, `${name}, bit ${bit}`);
        }
        damaged.set(name, bytes);
      }
    } finally {
      server.stop();
    }
  });

  test("receipts of the command line are good for both; with a bit turned over for neither",
    async () => {
      const file = path.join(folder, "ledger.yiting");
      await ledger.server.stop();
      const exported = spawnSync(yiting, ["community", "export", "--data", ledger.data,
        "--community", ledger.made.community, file], { encoding: "utf8" });
      assert.equal(exported.status, 0, exported.stderr);
      const key = parseKey(ledger.key);
      const [receipt, entry] = ["x.tlog-proof", "x.entry"].map((name) => path.join(folder, name));
      for (const seq of [0, 1, 255, 256, 511, entries.length - 1]) {
        const made = spawnSync(yiting, ["ledger", "proof", file, String(seq)],
          { encoding: "utf8" });
        assert.equal(made.status, 0, made.stderr);
        assert.equal(openReceipt(made.stdout, entries[seq], key).index, seq);
        writeFileSync(receipt, made.stdout);
        writeFileSync(entry, entries[seq]);
        const byGo = goVerify("-receipt", receipt, "-entry", entry, ledger.key);
        assert.equal(byGo.status, 0, byGo.stderr);
        assert.match(byGo.stdout, new RegExp(`^verified ${seq} of ${entries.length} `));
        const bytes = Buffer.from(made.stdout);
        for (const bit of bitsOf(bytes, 300)) {
          const bad = flipped(bytes, bit).toString("latin1");
          const text = Buffer.from(bad, "latin1").toString();
          assert.throws(() => openReceipt(text, entries[seq], key), `bit ${bit}`);
        }
        for (const bit of bitsOf(bytes, 10)) {
          writeFileSync(receipt, flipped(bytes, bit));
          assert.equal(goVerify("-receipt", receipt, "-entry", entry, ledger.key).status, 1);
        }
        writeFileSync(receipt, made.stdout);
        writeFileSync(entry, flipped(entries[seq], 8 * (entries[seq].length >> 1)));
        assert.equal(goVerify("-receipt", receipt, "-entry", entry, ledger.key).status, 1);
      }
    });
});
