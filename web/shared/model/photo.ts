// A photo is drawn anew on a canvas before it leaves the page: what the camera wrote beside the
// picture (place, time, device) stays behind, and it gets small enough for a weak network.
export const photoBytesMax = 300 * 1024;
const edges = [1600, 1280, 960, 720, 480];
const qualities = [0.82, 0.7, 0.55];

// Null when the file is no picture that this browser can read.
export async function reencodePhoto(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    for (const edge of edges) {
      for (const quality of qualities) {
        const jpeg = await drawAt(picture, edge, quality);
        if (jpeg && jpeg.size <= photoBytesMax) return new Uint8Array(await jpeg.arrayBuffer());
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

export function fitWithin(width: number, height: number, edge: number): [number, number] {
  const scale = Math.min(1, edge / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

function drawAt(picture: ImageBitmap, edge: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = fitWithin(picture.width, picture.height, edge);
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
