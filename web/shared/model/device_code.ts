// A new phone's key as it is shown to be registered: a link to scan, and a code to read out or
// type, "7Q2KD-…", eleven groups of five letters and digits without I, L, O and U. Two check bytes
// (CRC-16) tell a slip of the tongue or of a finger from another phone.
// docs/formats/device-code.md.
import { fromHex, isHex, toHex } from './bytes';
import type { Place } from './place';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keyBytes = 32;
const group = 5;
const length = Math.ceil(((keyBytes + 2) * 8) / group);

// CRC-16/CCITT-FALSE.
function check(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

export function deviceCode(device: Uint8Array): string {
  const sum = check(device);
  let left = 0n;
  for (const byte of [...device, sum >> 8, sum & 0xff]) left = left * 256n + BigInt(byte);
  let code = '';
  for (let i = 0; i < length; i++) {
    code = digits[Number(left % 32n)] + code;
    left /= 32n;
  }
  return code.match(new RegExp(`.{${group}}`, 'g'))!.join('-');
}

// By which a person compares two screens.
export function shortCode(device: Uint8Array): string {
  return deviceCode(device).slice(0, 2 * group + 1);
}

function fromCode(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, '');
  const plain = letters.replace(/O/g, '0').replace(/[IL]/g, '1');
  if (plain.length !== length) return null;
  let whole = 0n;
  for (const letter of plain) {
    const value = digits.indexOf(letter);
    if (value < 0) return null;
    whole = whole * 32n + BigInt(value);
  }
  const hex = whole.toString(16).padStart(2 * (keyBytes + 2), '0');
  const bytes = fromHex(hex);
  if (bytes.length !== keyBytes + 2) return null;
  const key = bytes.slice(0, keyBytes);
  return check(key) === bytes[keyBytes]! * 256 + bytes[keyBytes + 1]! ? key : null;
}

// A link, a code, or 64 hex digits; null: it is none of them, or mistyped. A link of another
// community is none.
export function deviceFrom(typed: string, community: string): Uint8Array<ArrayBuffer> | null {
  const text = typed.trim();
  const link = /#\/device\/([0-9a-fA-F]{64})\/([0-9a-fA-F]{64})$/.exec(text);
  if (link) return link[1]!.toLowerCase() === community ? fromHex(link[2]!) : null;
  return isHex(text, keyBytes) ? fromHex(text) : fromCode(text);
}

export const deviceRoute = ['device', 'device/:community/:device'] as const;

// In the resident's app, wherever it was made.
export function deviceLink(place: Place, device: Uint8Array): string {
  return `${location.origin}/#/device/${place.community}/${toHex(device)}`;
}
