// What a JPEG says besides its picture, and the same JPEG without it. What a photo may consist of
// stands in docs/formats/photo.md. Pure. It walks segments and decodes nothing: what somebody hides
// in the picture itself goes only when the picture is drawn anew (photo.ts).
import { orientationOf } from './photo_exif';

export type Mark =
  | 'exif'
  | 'xmp'
  | 'iptc'
  | 'icc'
  | 'comment'
  | 'thumbnail'
  | 'padding'
  | 'trailing'
  | 'other'
  | 'broken';

// A part of the file, marker and all; a scan's data belong to its header.
interface Piece {
  kind: number | 'padding' | 'trailing';
  bytes: Uint8Array;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const [APP0, APP1, APP2, APP13, APP14] = [0xe0, 0xe1, 0xe2, 0xed, 0xee];
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
// C4, C8 and CC lie among the frames' markers and are none.
const isFrame = (kind: Piece['kind']) =>
  typeof kind === 'number' && kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
// DHT, DAC, EOI, SOS, DQT, DNL, DRI.
const needed = new Set<Piece['kind']>([0xc4, 0xcc, EOI, SOS, 0xdb, 0xdc, 0xdd]);

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const jfif = Uint8Array.of(0xff, APP0, 0, 16, ...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0);

// What the file says besides its picture, each kind once. Empty if and only if `withoutMetadata`
// leaves the bytes as they are.
export function metadataOf(bytes: Uint8Array): Mark[] {
  const pieces = piecesOf(bytes);
  if (!pieces) return ['broken'];
  const marks = new Set<Mark>();
  withKept(pieces, (piece, kept) => {
    if (!kept || !isSame(kept, piece.bytes)) marks.add(markOf(piece));
  });
  return [...marks];
}

// Null when it is no whole JPEG. The picture's own bytes stay as they are, and so does the way it
// is turned.
export function withoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const pieces = piecesOf(bytes);
  if (!pieces) return null;
  const parts: Uint8Array[] = [Uint8Array.of(0xff, SOI)];
  withKept(pieces, (_, kept) => {
    if (kept) parts.push(kept);
  });
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// The camera's notes, from the byte order on; null when there are none.
export function exifOf(bytes: Uint8Array): Uint8Array | null {
  return (piecesOf(bytes) ?? []).map(tiffOf).find((tiff) => tiff !== null) ?? null;
}

// A decoder looks at the first JFIF, Adobe and Exif alone; a second one is none that it needs.
function withKept(pieces: Piece[], each: (piece: Piece, kept: Uint8Array | null) => void): void {
  const seen = new Set<Piece['kind']>();
  for (const piece of pieces) {
    const kept = keptOf(piece);
    const isSecond = [APP0, APP1, APP14].includes(piece.kind as number) && seen.has(piece.kind);
    each(piece, isSecond ? null : kept);
    if (kept) seen.add(piece.kind);
  }
}

// What stays of a piece. Of the notes that a decoder needs only what it needs is written anew.
function keptOf(piece: Piece): Uint8Array | null {
  if (needed.has(piece.kind) || isFrame(piece.kind)) return piece.bytes;
  if (piece.kind === APP0 && says(piece, 'JFIF\0')) return jfif;
  if (piece.kind === APP14 && says(piece, 'Adobe') && piece.bytes.length === 16)
    // How the colours are coded; the rest is the program's version.
    return Uint8Array.of(
      0xff,
      APP14,
      0,
      14,
      ...ascii('Adobe'),
      0,
      100,
      0,
      0,
      0,
      0,
      piece.bytes[15]!,
    );
  const tiff = tiffOf(piece);
  const orientation = tiff ? orientationOf(tiff) : 1;
  return orientation === 1 ? null : turned(orientation);
}

// Exif with nothing in it but how the picture is turned: TIFF, big-endian, one field 0x0112.
function turned(orientation: number): Uint8Array {
  return Uint8Array.of(
    ...[0xff, APP1, 0, 34, ...ascii('Exif\0\0MM'), 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  );
}

function tiffOf(piece: Piece): Uint8Array | null {
  return piece.kind === APP1 && says(piece, 'Exif\0') ? piece.bytes.subarray(10) : null;
}

function markOf(piece: Piece): Mark {
  if (piece.kind === 'padding' || piece.kind === 'trailing') return piece.kind;
  if (piece.kind === COM) return 'comment';
  if (piece.kind === APP13) return 'iptc';
  if (piece.kind === APP1 && says(piece, 'Exif\0')) return 'exif';
  if (piece.kind === APP1 && says(piece, 'http://ns.adobe.com/')) return 'xmp';
  if (piece.kind === APP2 && says(piece, 'ICC_PROFILE\0')) return 'icc';
  if (piece.kind === APP0 && (says(piece, 'JFXX\0') || piece.bytes.length > jfif.length))
    return 'thumbnail';
  return 'other';
}

// Null when the bytes are no JPEG with a picture from its first marker to its last.
function piecesOf(bytes: Uint8Array): Piece[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const pieces: Piece[] = [];
  const take = (kind: Piece['kind'], from: number, to: number) =>
    pieces.push({ kind, bytes: bytes.subarray(from, to) });
  let at = 2;
  for (;;) {
    const marked = pastFill(bytes, at);
    const marker = bytes[marked];
    if (marked === at || marker === undefined) return null;
    if (marked > at + 1) take('padding', at, marked - 1);
    at = marked - 1;
    if (marker === EOI) break;
    if (marker <= 1 || marker === SOI || isRestart(marker)) return null;
    const size = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    let end = at + 2 + size;
    if (size < 2 || end > bytes.length) return null;
    if (marker === SOS) end = endOfScan(bytes, end);
    take(marker, at, end);
    at = end;
  }
  take(EOI, at, at + 2);
  if (at + 2 < bytes.length) take('trailing', at + 2, bytes.length);
  const isPicture =
    pieces.some(({ kind }) => isFrame(kind)) && pieces.some(({ kind }) => kind === SOS);
  return isPicture ? pieces : null;
}

// Where the run of 0xff that begins at `at` ends; a marker may have any number of them before it.
function pastFill(bytes: Uint8Array, at: number): number {
  let next = at;
  while (bytes[next] === 0xff) next++;
  return next;
}

// A scan goes on over stuffed zeros and restarts until the next marker.
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = pastFill(bytes, at);
    const marker = bytes[next] ?? EOI;
    if (marker !== 0 && !isRestart(marker)) return at;
    at = next;
  }
  return bytes.length;
}

function says(piece: Piece, name: string): boolean {
  return isSame(piece.bytes.subarray(4, 4 + name.length), ascii(name));
}

function isSame(one: Uint8Array, other: ArrayLike<number>): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
