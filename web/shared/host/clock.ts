// The one place in web/ that reads the clock and takes entropy.
export function nowMs(): number {
  return Date.now();
}

export function entropy(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(64));
}
