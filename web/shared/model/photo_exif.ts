// The two things of a camera's notes that a person may want kept: how the picture is turned, and
// where it was taken. Reads a TIFF block as Exif has it (CIPA DC-008); what is not as it must be is
// as if it were not there. Pure.
const ORIENTATION = 0x0112;
const GPS = 0x8825;
const [LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE] = [1, 2, 3, 4];
const [ASCII, SHORT, LONG, RATIONAL] = [2, 3, 4, 5];

interface Tiff {
  view: DataView;
  little: boolean;
}
interface Entry {
  type: number;
  count: number;
  at: number; // of the value, or of the offset to it when it has more than four bytes
}

// 1 to 8, as Exif counts; 1 is upright.
export function orientationOf(tiff: Uint8Array): number {
  return read(tiff, 1, (block) => {
    const entry = folder(block, block.view.getUint32(4, block.little)).get(ORIENTATION);
    const turned = entry?.type === SHORT ? block.view.getUint16(entry.at, block.little) : 1;
    return turned >= 1 && turned <= 8 ? turned : 1;
  });
}

// "30.27, 120.15": degrees, north and east positive, to about ten metres. Empty when the camera
// noted none; a camera that did not find itself notes zeros.
export function placeOf(tiff: Uint8Array): string {
  return read(tiff, '', (block) => {
    const first = folder(block, block.view.getUint32(4, block.little));
    const gps = first.get(GPS);
    if (gps?.type !== LONG) return '';
    const notes = folder(block, block.view.getUint32(gps.at, block.little));
    const latitude = degrees(block, notes.get(LATITUDE), notes.get(LATITUDE_REF), 'NS');
    const longitude = degrees(block, notes.get(LONGITUDE), notes.get(LONGITUDE_REF), 'EW');
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return '';
    if (latitude === 0 && longitude === 0) return '';
    return `${rounded(latitude)}, ${rounded(longitude)}`;
  });
}

function read<T>(tiff: Uint8Array, without: T, look: (block: Tiff) => T): T {
  const order = String.fromCharCode(...tiff.subarray(0, 2));
  if (order !== 'II' && order !== 'MM') return without;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    return look({ view, little: order === 'II' });
  } catch {
    return without; // an offset beyond the block
  }
}

function folder({ view, little }: Tiff, from: number): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  const count = view.getUint16(from, little);
  for (let index = 0; index < count; index++) {
    const at = from + 2 + 12 * index;
    entries.set(view.getUint16(at, little), {
      type: view.getUint16(at + 2, little),
      count: view.getUint32(at + 4, little),
      at: at + 8,
    });
  }
  return entries;
}

// Degrees, minutes and seconds as three fractions; NaN when they are not there.
function degrees(
  { view, little }: Tiff,
  value: Entry | undefined,
  ref: Entry | undefined,
  sides: string,
): number {
  if (value?.type !== RATIONAL || value.count !== 3 || ref?.type !== ASCII) return NaN;
  const side = sides.indexOf(String.fromCharCode(view.getUint8(ref.at)));
  if (side < 0) return NaN;
  const from = view.getUint32(value.at, little);
  const part = (index: number) =>
    view.getUint32(from + 8 * index, little) / view.getUint32(from + 8 * index + 4, little);
  // Seconds that nobody filled in are 0/0.
  const whole = part(0) + part(1) / 60 + (part(2) || 0) / 3600;
  return side === 1 ? -whole : whole;
}

const rounded = (value: number) => String(Number(value.toFixed(4)));
