// A photo on its way into a form: drawn anew on a canvas, small enough for a weak network, and
// looked through before anybody keeps it. What the camera wrote beside the picture (place, time,
// device) stays behind; where it was taken comes out as text for the person to use or not.
// docs/formats/photo.md says what comes out.
import { exifOf, metadataOf, withoutMetadata } from './photo_bytes';
import { placeOf } from './photo_exif';

// The core takes 512 KiB; this goes through a weak network in a few seconds.
export const photoBytesMax = 300 * 1024;
const edges = [1600, 1280, 960, 720, 480];
const qualities = [0.82, 0.7, 0.55];

export interface Photo {
  jpeg: Uint8Array<ArrayBuffer>;
  place: string; // where it was taken, as the camera noted it; empty when it did not
}
export type PhotoProblem = 'photo.unreadable' | 'photo.tooLarge' | 'photo.marked';

// A picture that a host has decoded, turned upright.
export interface Picture {
  width: number;
  height: number;
  // A JPEG of this size; null when this host cannot draw one.
  draw(width: number, height: number, quality: number): Promise<Uint8Array | null>;
  close(): void;
}

export async function makePhoto(
  file: Blob,
  open: (file: Blob) => Promise<Picture | null> = openInBrowser,
): Promise<Photo | PhotoProblem> {
  const picture = await open(file);
  if (!picture) return 'photo.unreadable';
  try {
    const original = new Uint8Array(await file.arrayBuffer());
    const jpeg = (await drawSmall(picture)) ?? withoutMetadata(original);
    if (!jpeg || metadataOf(jpeg).length > 0) return 'photo.marked';
    if (jpeg.length > photoBytesMax) return 'photo.tooLarge';
    const notes = exifOf(original);
    return { jpeg, place: notes ? placeOf(notes) : '' };
  } finally {
    picture.close();
  }
}

// The first that is small enough, else the smallest try; null when nothing can be drawn.
async function drawSmall(picture: Picture): Promise<Uint8Array<ArrayBuffer> | null> {
  const longest = Math.max(picture.width, picture.height);
  // An edge beyond the picture's own draws the same picture again.
  const tried = edges.filter((edge, index) => index === 0 || edge < longest);
  let smallest: Uint8Array<ArrayBuffer> | null = null;
  for (const edge of tried) {
    const [width, height] = fitWithin(picture.width, picture.height, edge);
    for (const quality of qualities) {
      const drawn = await picture.draw(width, height, quality);
      const jpeg = drawn && withoutMetadata(drawn);
      if (!jpeg) return null;
      if (!smallest || jpeg.length < smallest.length) smallest = jpeg;
      if (jpeg.length <= photoBytesMax) return jpeg;
    }
  }
  return smallest;
}

export function fitWithin(width: number, height: number, edge: number): [number, number] {
  const scale = Math.min(1, edge / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

async function openInBrowser(file: Blob): Promise<Picture | null> {
  // Older ones turn it upright unasked and do not know the word.
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    .catch(() => createImageBitmap(file))
    .catch(() => null);
  if (!bitmap) return null;
  const canvas = document.createElement('canvas');
  return {
    width: bitmap.width,
    height: bitmap.height,
    close: () => bitmap.close(),
    async draw(width, height, quality) {
      if (canvas.width !== width || canvas.height !== height)
        [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext('2d');
      if (!pen) return null;
      pen.fillStyle = '#fff'; // JPEG knows no transparency and would make it black
      pen.fillRect(0, 0, width, height);
      pen.drawImage(bitmap, 0, 0, width, height);
      const jpeg = await new Promise<Blob | null>((done) =>
        canvas.toBlob(done, 'image/jpeg', quality),
      );
      return jpeg && new Uint8Array(await jpeg.arrayBuffer());
    },
  };
}
