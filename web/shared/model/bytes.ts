// Bytes as pages write them: lower-case hex in links and keys.
export function toHex(bytes: Uint8Array | undefined): string {
  return Array.from(bytes ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Empty when the text is not an even number of hex digits.
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) return new Uint8Array();
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

export function isHex(text: string | undefined, byteCount: number): text is string {
  return text !== undefined && text.length === 2 * byteCount && !/[^0-9a-fA-F]/.test(text);
}

export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
