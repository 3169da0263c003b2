// JPEGs as cameras write them, made of a plain one, for photo.test.mjs and app/photo.test.ts; and a
// slow, obvious look at what a JPEG consists of.

const ascii = (text) => Buffer.from(text, "latin1");

// The smallest picture there is: one grey point. Tables of ones, one code of one bit each.
export const onePoint = Buffer.concat([
  Buffer.from("ffd8ffdb004300", "hex"), Buffer.alloc(64, 1),
  Buffer.from("ffc0000b080001000101011100", "hex"),
  Buffer.from("ffc400140001", "hex"), Buffer.alloc(16),
  Buffer.from("ffc400141001", "hex"), Buffer.alloc(16),
  Buffer.from("ffda0008010100003f003fffd9", "hex"),
]);

export function segment(marker, payload) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

// A camera's Exif: how it is turned, its maker, the time, a serial number, where, a thumbnail.
export function exif({ orientation = 1, north = 30.27, east = 120.15, little = false } = {}) {
  const u16 = (n) => (little ? Buffer.from([n, n >> 8]) : Buffer.from([n >> 8, n]));
  const u32 = (n) => Buffer.concat(
    little ? [u16(n & 0xffff), u16(n >>> 16)] : [u16(n >>> 16), u16(n & 0xffff)]);
  const short4 = (n) => Buffer.concat([u16(n), u16(0)]);
  const degrees = (value) => {
    const seconds = Math.round(Math.abs(value) * 360_000); // hundredths
    return Buffer.concat([
      u32(Math.floor(seconds / 360_000)), u32(1), u32(Math.floor(seconds / 6000) % 60), u32(1),
      u32(seconds % 6000), u32(100)]);
  };
  // [tag, type, count, value of four bytes or bytes that lie behind the folder]
  const folder = (entries, at, next) => {
    let behind = at + 2 + 12 * entries.length + 4;
    const rows = [];
    const values = [];
    for (const [tag, type, count, value] of entries) {
      const isInside = value.length === 4;
      rows.push(u16(tag), u16(type), u32(count), isInside ? value : u32(behind));
      if (isInside) continue;
      values.push(value);
      behind += value.length;
    }
    return Buffer.concat([u16(entries.length), ...rows, u32(next), ...values]);
  };
  const gps = (at) => folder([
    [1, 2, 2, ascii(north < 0 ? "S\0\0\0" : "N\0\0\0")], [2, 5, 3, degrees(north)],
    [3, 2, 2, ascii(east < 0 ? "W\0\0\0" : "E\0\0\0")], [4, 5, 3, degrees(east)]], at, 0);
  const first = (gpsAt, next) => folder([
    [0x010f, 2, 12, ascii("ShiBo-Maker\0")], [0x0112, 3, 1, short4(orientation)],
    [0x0132, 2, 20, ascii("2026:03:02 07:41:09\0")], [0x8825, 4, 1, u32(gpsAt)],
    [0xa431, 2, 12, ascii("SERIAL-4711\0")]], 8, next);
  const gpsAt = 8 + first(0, 0).length;
  const second = gpsAt + gps(gpsAt).length;
  const small = second + folder([[0x0201, 4, 1, u32(0)], [0x0202, 4, 1, u32(0)]], 0, 0).length;
  const tiff = Buffer.concat([
    ascii(little ? "II" : "MM"), u16(42), u32(8), first(gpsAt, second), gps(gpsAt),
    folder([[0x0201, 4, 1, u32(small)], [0x0202, 4, 1, u32(onePoint.length)]], second, 0),
    onePoint]);
  return segment(0xe1, Buffer.concat([ascii("Exif\0\0"), tiff]));
}

// Everything that is found beside a picture, by name.
export const additions = {
  density: segment(0xe0, Buffer.from("4a46494600010201012c012c0000", "hex")),
  thumbnail: segment(0xe0, Buffer.concat([
    Buffer.from("4a46494600010101004800480101", "hex"), Buffer.from("beefed", "hex")])),
  extension: segment(0xe0, Buffer.concat([ascii("JFXX\0\x10"), onePoint])),
  xmp: segment(0xe1, ascii(
    "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>30,16.2N</exif:GPSLatitude>")),
  icc: segment(0xe2, ascii("ICC_PROFILE\0\x01\x01 desc ShiBo-Profile copyright")),
  second: segment(0xe2, ascii("MPF\0MM\0*")),
  iptc: segment(0xed, ascii("Photoshop 3.0\x008BIM\x04\x04 ShiBo-Keyword")),
  app: segment(0xe7, ascii("ShiBo-Burst")),
  comment: segment(0xfe, ascii("ShiBo-Comment")),
};

// Words that stand in them, and nowhere in a picture.
export const words = [
  "Exif", "ShiBo", "SERIAL", "2026:03", "ns.adobe", "ICC_PROFILE", "MPF", "8BIM", "JFXX", "GPS"];

// `plain` with all of them behind its SOI and a film and a word behind its EOI.
export function marked(plain, { orientation = 1, north, east } = {}) {
  return Buffer.concat([
    plain.subarray(0, 2), additions.density, exif({ orientation, north, east }), additions.xmp,
    additions.icc, additions.second, additions.iptc, additions.app, additions.comment,
    plain.subarray(2), ascii("\0\0\0\x18ftypmp42 ShiBo-Film"), onePoint]);
}

// The markers of a JPEG in order, as hex, a scan's data left out; fails on what is none.
export function markersOf(jpeg) {
  const found = ["d8"];
  let at = 2;
  while (jpeg[at + 1] !== 0xd9) {
    if (jpeg[at] !== 0xff || at + 4 > jpeg.length) throw new Error(`no marker at ${at}`);
    found.push(jpeg[at + 1].toString(16));
    const isScan = jpeg[at + 1] === 0xda;
    at += 2 + jpeg[at + 2] * 256 + jpeg[at + 3];
    while (isScan && !(jpeg[at] === 0xff && jpeg[at + 1] !== 0 && (jpeg[at + 1] & 0xf8) !== 0xd0))
      at++;
  }
  found.push("d9");
  if (at + 2 !== jpeg.length) found.push(`and ${jpeg.length - at - 2} bytes`);
  return found;
}
