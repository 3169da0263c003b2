// A photo as evidence, end to end: the real server, the shipped app, Chromium. What the camera
// wrote beside the picture never leaves the phone, with or without a network; the bytes that
// another member gets are those that the entry commits to. Needs `make build`.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./browser_support.mjs";
import { startProxy } from "./bell_proxy.mjs";
import { linksOf, newPage, visit } from "./demo_page.mjs";
import { base64, call, startShipped } from "./kill9_server.mjs";
import { marked, markersOf, onePoint, words } from "./photo_jpeg.mjs";

const [WIDTH, HEIGHT] = [1920, 1080]; // as the sensor lies
const TURNED = 6; // Exif: a quarter turn to the right is upright

let browser;
let proxy;
let server;
let folder;

before(async () => {
  browser = await launch();
  proxy = await startProxy();
  folder = mkdtempSync(path.join(tmpdir(), "yiting-photo-"));
  server = await startShipped("demo", path.join(folder, "data"));
  proxy.target = Number(new URL(server.origin).port);
});

after(async () => {
  await browser?.close();
  await server?.stop("SIGKILL");
  proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

// The demo's link for whoever `who` names where the bell is, by way of the proxy.
const linkOf = (who) =>
  linksOf(server.out, "米市巷", who)[0].replace(/^http:\/\/[^/]+/, proxy.origin);

// Opens the app as `who`; whatever bytes the page shows as a picture are in window.pictures.
async function open(who, size = { width: 360, height: 740 }) {
  const page = await newPage(browser, size);
  await page.addInitScript(() => {
    window.pictures = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      if (blob.type.startsWith("image/")) window.pictures.push(blob);
      return make.call(URL, blob);
    };
  });
  return visit(page, linkOf(who));
}

const shownBytes = async (page) =>
  Buffer.from(await page.evaluate(async () => [
    ...new Uint8Array(await window.pictures.at(-1).arrayBuffer()),
  ]));

// A photo as a phone writes it: red above blue as the sensor lies, which is turned.
async function photograph(page) {
  const plain = Buffer.from(await page.evaluate(async ([width, height]) => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#c00";
    pen.fillRect(0, 0, width, height / 2);
    pen.fillStyle = "#00c";
    pen.fillRect(0, height / 2, width, height / 2);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, [WIDTH, HEIGHT]));
  const file = path.join(folder, "IMG_4711.jpg");
  writeFileSync(file, marked(plain, { orientation: TURNED }));
  return file;
}

// Width, height and the colours near the left and the right edge, as the browser draws the bytes.
function look(page, jpeg) {
  return page.evaluate(async (bytes) => {
    const blob = new Blob([new Uint8Array(bytes)], { type: "image/jpeg" });
    const picture = await createImageBitmap(blob);
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    pen.drawImage(picture, 0, 0);
    const at = (x) => {
      const [red, , blue] = pen.getImageData(x, picture.height / 2, 1, 1).data;
      return red > blue ? "red" : "blue";
    };
    return [picture.width, picture.height, at(9), at(picture.width - 9)];
  }, [...jpeg]);
}

function assertClean(jpeg, also = "") {
  assert.match(markersOf(jpeg).join(" "), /^d8 e0 ((db|c[0-4]|dd|da) )+d9$/);
  // JFIF without density and thumbnail is the only note that stays.
  assert.equal(jpeg.subarray(2, 20).toString("hex"), "ffe000104a46494600010100000100010000");
  for (const word of [...words, also].filter(Boolean)) assert.ok(!jpeg.includes(word), word);
}

// What the server gives to the member whose link this is: entries and the contents they may read.
async function pullAs(link, wanted = []) {
  const [, community, , seed] = link.match(/as\/([0-9a-f]{64})\/([0-9a-f]{64})\/([0-9a-f]{64})/);
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, "hex");
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const device = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  const member = createHash("sha256").update("yiting.v1.member\0").update(device).digest()
    .subarray(0, 16);
  const time = Buffer.alloc(8);
  time.writeBigInt64BE(BigInt(Date.now()));
  const proof = Buffer.concat([
    Buffer.from("yiting.v1.reader\0"), Buffer.from(community, "hex"), member, device, time]);
  const reader = {
    member: member.toString("base64"), device: device.toString("base64"),
    timeMs: String(time.readBigInt64BE()), signature: sign(null, proof, key).toString("base64"),
  };
  const pulled = { entries: [], contents: [] };
  for (;;) {
    const { status, body } = await call(server.origin, "Pull",
      { community: base64(community), from: String(pulled.entries.length), reader, wanted });
    assert.equal(status, 200, JSON.stringify(body));
    pulled.contents.push(...(body.contents ?? []));
    if (!body.entries?.length) return pulled;
    pulled.entries.push(...body.entries);
  }
}

async function assertFocusOn(page, words) {
  assert.match(await page.evaluate(() => document.activeElement.textContent), words);
}

test("A1.11: a photo taken offline arrives without notes, as the entry commits to", async () => {
  const phone = await open("居民 Resident");
  // The second visit is the one that works offline.
  await phone.reload();
  await phone.evaluate(() => navigator.serviceWorker.ready);
  await phone.getByText("全部已上传").first().waitFor();
  const file = await photograph(phone);
  await phone.context().setOffline(true);
  proxy.cut = true;
  proxy.dropAll();

  const title = "楼道里堆满纸箱";
  await phone.goto(`${proxy.origin}/#/ring/bell`);
  await phone.getByLabel("要协商的事").fill(title);
  await phone.getByText("再说详细些").click();
  await phone.getByLabel("照片").setInputFiles(file);
  await phone.getByAltText("选好的照片").waitFor();
  const place = phone.getByLabel("地点", { exact: false }).first();
  assert.equal(await place.inputValue(), "");
  await phone.getByText("不会随照片上传").waitFor();
  const shots = path.join(root, "build/shots");
  await phone.getByAltText("选好的照片").scrollIntoViewIfNeeded();
  await phone.screenshot({ path: path.join(shots, "photo-offer.png") });
  await phone.getByRole("button", { name: "填入地点 30.27, 120.15" }).press("Enter");
  assert.equal(await place.inputValue(), "30.27, 120.15");
  await assertFocusOn(phone, /已填入「地点」/);
  await phone.screenshot({ path: path.join(shots, "photo-taken.png") });
  const made = await shownBytes(phone);
  await phone.getByRole("button", { name: "确认按铃" }).click();
  await phone.getByRole("heading", { name: title }).waitFor();
  // Offline it is here already, out of the core.
  await phone.getByAltText("照片").first().waitFor();
  assert.deepEqual(await shownBytes(phone), made);

  proxy.cut = false;
  await phone.context().setOffline(false);
  await phone.getByText("全部已上传").first().waitFor();
  const staff = await open("社工 Social worker", { width: 1440, height: 900 });
  await staff.goto(phone.url().replace(/\/#/, "/console/#"));
  await staff.getByAltText("照片").first().waitFor();
  const seen = await shownBytes(staff);
  assert.deepEqual(seen, made);
  assertClean(seen);
  // Upright and smaller: what lay on top as the sensor lies is now on the right.
  assert.deepEqual(await look(staff, seen), [900, 1600, "blue", "red"]);

  const committed = await pullAs(linkOf("社工 Social worker"));
  const entry = Buffer.from(committed.entries.at(-1), "base64");
  const at = entry.indexOf(Buffer.from("image/jpeg")) - 2 - 2 - 32; // media follows audience
  assert.ok(at > 0, "the last entry names a photo");
  const commitment = entry.subarray(at, at + 32);
  const { contents } = await pullAs(
    linkOf("社工 Social worker"), [commitment.toString("base64")]);
  const photo = contents.find((one) => one.commitment === commitment.toString("base64"));
  assert.ok(photo, "the commitment in the entry is a content's");
  assert.deepEqual(Buffer.from(photo.data, "base64"), made);
  const hash = createHash("sha256").update("yiting.v1.content\0")
    .update(Buffer.from(photo.salt, "base64")).update(made).digest();
  assert.deepEqual(hash, commitment);
  assert.deepEqual([...phone.problems, ...staff.problems], []);
  await staff.screenshot({ path: path.join(shots, "photo-console.png") });
  await phone.context().close();
  await staff.context().close();
});

test("A1.11: nobody hears of the place whose button is not pressed", async () => {
  const known = async () => {
    const { entries, contents } = await pullAs(linkOf("社工 Social worker"));
    return Buffer.concat([...entries, ...contents.map((one) => one.data)]
      .map((text) => Buffer.from(text, "base64"))).toString();
  };
  const before = await known();
  const phone = await open("居民 Resident");
  const file = await photograph(phone);
  await phone.goto(`${proxy.origin}/#/ring/bell`);
  await phone.getByLabel("要协商的事").fill("纸箱还在");
  await phone.getByText("再说详细些").click();
  await phone.getByLabel("照片").setInputFiles(file);
  await phone.getByText("不会随照片上传").waitFor();
  await phone.getByRole("button", { name: "确认按铃" }).click();
  await phone.getByRole("heading", { name: "纸箱还在" }).waitFor();
  await phone.getByText("全部已上传").first().waitFor();
  const after = await known();
  assert.ok(after.includes("纸箱还在"));
  assert.equal(after.split("30.27").length, before.split("30.27").length);
  await phone.context().close();
});

test("A1.11: what is no picture is refused in words, and the form goes on", async () => {
  const phone = await open("居民 Resident");
  const file = path.join(folder, "broken.jpg");
  writeFileSync(file, onePoint.subarray(0, 40));
  await phone.goto(`${proxy.origin}/#/ring/bell`);
  await phone.getByText("再说详细些").click();
  await phone.getByLabel("照片").setInputFiles(file);
  await phone.getByRole("alert").getByText("这张照片读不出来").waitFor();
  writeFileSync(file, onePoint);
  await phone.getByLabel("照片").setInputFiles(file);
  await phone.getByAltText("选好的照片").waitFor();
  assert.equal(await phone.getByText("这张照片读不出来").count(), 0);
  await phone.getByRole("button", { name: "去掉" }).press("Enter");
  await phone.getByAltText("选好的照片").waitFor({ state: "detached" });
  assert.equal(await phone.evaluate(() => document.activeElement.type), "file");
  await phone.context().close();
});
