// A phone's code is read out and typed: it comes back as it was, and a slip is found.
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../web/shared/model/bytes';
import {
  deviceCode,
  deviceFrom,
  deviceLink,
  shortCode,
} from '../../../web/shared/model/device_code';
import { example } from './format_page';

const community = 'c0'.repeat(32);
const key = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 0xff);
const hex = (bytes: Uint8Array | null) => bytes && toHex(bytes);

describe('the code of a phone', () => {
  it.each([key, new Uint8Array(32), new Uint8Array(32).fill(0xff)])('comes back', (device) => {
    const code = deviceCode(device);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(hex(deviceFrom(code, community))).toBe(toHex(device));
    expect(shortCode(device)).toBe(code.slice(0, 11));
  });

  it('is read as people type it', () => {
    const code = deviceCode(key);
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      ` ${code.replaceAll('-', '')}\n`,
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ])
      expect(hex(deviceFrom(typed, community)), typed).toBe(toHex(key));
  });

  it('is that of docs/formats/device-code.md', () => {
    const device = new Uint8Array(32).fill(0xde);
    expect(example('code', 'device-code').trim()).toBe(deviceCode(device));
    expect(hex(deviceFrom(example('link', 'device-code'), community))).toBe(toHex(device));
  });

  it('finds every wrong letter and every two that were swapped', () => {
    const letters = deviceCode(key).replaceAll('-', '');
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (let i = 0; i < letters.length; i++) {
      for (const digit of digits) {
        if (digit === letters[i]) continue;
        const wrong = letters.slice(0, i) + digit + letters.slice(i + 1);
        expect(deviceFrom(wrong, community), wrong).toBeNull();
      }
      if (i === 0 || letters[i] === letters[i - 1]) continue;
      const swapped =
        letters.slice(0, i - 1) + letters[i] + letters[i - 1] + letters.slice(i + 1);
      expect(deviceFrom(swapped, community), swapped).toBeNull();
    }
  });

  it('comes in a link too, of this community alone', () => {
    const link = deviceLink({ community, key: '5e'.repeat(32), seed: '' }, key);
    expect(hex(deviceFrom(link, community))).toBe(toHex(key));
    expect(deviceFrom(link, 'c1'.repeat(32))).toBeNull();
    expect(hex(deviceFrom(toHex(key), community))).toBe(toHex(key));
    for (const none of ['', 'x', toHex(key).slice(2), 'https://x/#/join/1/2/3'])
      expect(deviceFrom(none, community), none).toBeNull();
    expect(fromHex(toHex(key))).toEqual(key);
  });
});
