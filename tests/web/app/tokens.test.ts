import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../web/shared/tokens');
const tokens = readFileSync(join(folder, 'tokens.css'), 'utf8');

function colour(name: string): [number, number, number] {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(tokens)?.[1];
  expect(hex, `--${name}`).toBeDefined();
  return [0, 2, 4].map((at) => Number.parseInt(hex!.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
}

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(name: string): number {
  const [r, g, b] = colour(name).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(ink: string, ground: string): number {
  const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('tokens', () => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'surface'],
    ['ink', 'sunken'],
    ['ink', 'teal-soft'],
    ['ink-soft', 'paper'],
    ['ink-soft', 'surface'],
    ['ink-soft', 'sunken'],
    ['teal', 'paper'],
    ['teal', 'surface'],
    ['teal', 'teal-soft'],
    ['teal-deep', 'teal-soft'],
    ['on-dark', 'teal'],
    ['on-dark', 'teal-deep'],
    ['on-dark', 'vermilion'],
    ['on-dark', 'vermilion-deep'],
    ['vermilion', 'paper'],
    ['vermilion', 'surface'],
    ['vermilion-deep', 'paper'],
    ['vermilion-deep', 'vermilion-soft'],
    ['vermilion', 'vermilion-soft'],
    ['amber', 'amber-soft'],
  ])('%s on %s has a contrast of 4.5 or more', (ink, ground) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('borders of inputs have a contrast of 3 or more', () => {
    expect(contrast('line-strong', 'surface')).toBeGreaterThanOrEqual(3);
  });

  it('targets are 48 px or more', () => {
    expect(/--target: 3rem;/.test(tokens)).toBe(true);
  });
});
