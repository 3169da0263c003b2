// A ZIP archive whose files are stored as they are, not compressed (PKWARE APPNOTE 4.3): enough for
// a few small texts, and every computer opens it.
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

// Little-endian fields of two and four bytes.
function record(fields: readonly [size: 2 | 4, value: number][]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

const utf8Names = 0x0800;
const firstOfJanuary1980 = 0x0021; // the format knows no "no date"

export function zip(
  files: readonly { path: string; content: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const sizeOf = (list: readonly Uint8Array[]) => list.reduce((sum, one) => sum + one.length, 0);
  for (const { path, content } of files) {
    const name = new TextEncoder().encode(path);
    const shared: [2 | 4, number][] = [
      [2, 20],
      [2, utf8Names],
      [2, 0],
      [2, 0],
      [2, firstOfJanuary1980],
      [4, crc32(content)],
      [4, content.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    ];
    const offset = sizeOf(parts);
    parts.push(record([[4, 0x04034b50], ...shared]), name, content);
    const rest: [2 | 4, number][] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ];
    directory.push(record([[4, 0x02014b50], [2, 20], ...shared, ...rest]), name);
  }
  const end = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, sizeOf(directory)],
    [4, sizeOf(parts)],
    [2, 0],
  ]);
  const all = [...parts, ...directory, end];
  const bytes = new Uint8Array(sizeOf(all));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
