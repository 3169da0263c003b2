// What photo_jpeg.mjs has, for tests in TypeScript.
export const onePoint: Buffer<ArrayBuffer>;
export const words: string[];
export const additions: Record<
  | 'density'
  | 'thumbnail'
  | 'extension'
  | 'xmp'
  | 'icc'
  | 'second'
  | 'iptc'
  | 'app'
  | 'comment',
  Buffer<ArrayBuffer>
>;
interface Camera {
  orientation?: number;
  north?: number;
  east?: number;
  little?: boolean;
}
export function segment(marker: number, payload: Uint8Array): Buffer<ArrayBuffer>;
export function exif(camera?: Camera): Buffer<ArrayBuffer>;
export function marked(plain: Uint8Array, camera?: Camera): Buffer<ArrayBuffer>;
export function markersOf(jpeg: Uint8Array): string[];
