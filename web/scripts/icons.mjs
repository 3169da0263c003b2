// Draws public/icon.svg and from it, with Chromium, the PNG icons. Run by hand when the icon
// changes:
//   node scripts/icons.mjs [/usr/bin/chromium]
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'public');
const vermilion = '#b4371b';
const paper = '#fffdf9';

// `round`: a disc on nothing; otherwise full bleed, with the bell inside the safe zone.
function draw(round) {
  const ground = round
    ? `<circle cx="256" cy="256" r="248" fill="${vermilion}"/>
<circle cx="256" cy="256" r="222" fill="none" stroke="${paper}" stroke-opacity=".35"
 stroke-width="6"/>`
    : `<rect width="512" height="512" fill="${vermilion}"/>`;
  const scale = round ? 1 : 0.82;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
${ground}
<g transform="translate(256 256) scale(${scale}) translate(-256 -256)" fill="${paper}">
<path d="M256 108a22 22 0 0 1 22 22v8c58 12 94 58 94 118v62l30 40c8 12 0 24-14 24H124
c-14 0-22-12-14-24l30-40v-62c0-60 36-106 94-118v-8a22 22 0 0 1 22-22z"/>
<path d="M212 396h88a44 44 0 0 1-88 0z"/>
</g>
</svg>
`;
}

writeFileSync(join(folder, 'icon.svg'), draw(true));
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const [name, size, round] of [
  ['icon-192.png', 192, true],
  ['icon-512.png', 512, true],
  ['icon-maskable-512.png', 512, false],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${draw(round)}`,
  );
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();
