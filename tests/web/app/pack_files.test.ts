// Files of a pack on their way out and in.
import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PackBundleSchema } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { encodeText, toHex } from '../../../web/shared/model/bytes';
import { isTooMuch, ownFiles, packFilesOf } from '../../../web/shared/model/pack_files';
import { crc32, zip } from '../../../web/shared/model/zip';

function file(path: string, text = ''): File {
  const made = new File([text], path.split('/').pop()!);
  Object.defineProperty(made, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  return made;
}

describe('packFilesOf', () => {
  it.each([
    [
      ['beigan/pack.lua', 'beigan/units.lua'],
      ['pack.lua', 'units.lua'],
    ],
    [
      ['pack.lua', 'units.lua'],
      ['pack.lua', 'units.lua'],
    ],
    [['beigan/scenarios/a.jsonl', 'beigan/README.md', 'beigan/pack.lua'], ['pack.lua']],
    [['beigan/.git/x.lua', 'beigan/.pack.lua.swp', 'beigan/pack.lua'], ['pack.lua']],
    [
      ['beigan/parts/bell.lua', 'beigan/grid.csv'],
      ['grid.csv', 'parts/bell.lua'],
    ],
    [['photos/a.jpg'], []],
  ])('of %j are %j', async (chosen, expected) => {
    const files = await packFilesOf(chosen.map((path) => file(path)));
    expect(files.map((one) => one.path)).toEqual(expected);
  });

  it('are read as they are', async () => {
    const [read] = await packFilesOf([file('beigan/pack.lua', '-- 规则\r\n')]);
    expect(toHex(read!.content)).toBe(toHex(encodeText('-- 规则\r\n')));
  });
});

describe('isTooMuch', () => {
  const sized = (path: string, size: number) =>
    Object.defineProperty(file(path), 'size', { value: size });
  const many = (count: number) => Array.from({ length: count }, (_, i) => file(`home/${i}.lua`));

  it.each([
    ['the most files', many(256), false],
    ['one file more', many(257), true],
    ['files that no pack has', [...many(256), sized('home/film.mp4', 2 ** 31)], false],
    ['the most bytes', [sized('home/a.csv', 8 * 2 ** 20)], false],
    ['one byte more', [sized('home/a.csv', 8 * 2 ** 20), sized('home/b.lua', 1)], true],
  ])('of %s', (_, chosen, expected) => {
    expect(isTooMuch(chosen)).toBe(expected);
  });
});

describe('ownFiles', () => {
  it('leaves out what comes with the program', () => {
    const files = ['lib/dsl.lua', 'pack.lua'].map((path) => ({ path, content: encodeText(path) }));
    const bundle = toBinary(PackBundleSchema, create(PackBundleSchema, { files }));
    expect(ownFiles(bundle, 'beigan').map((one) => one.path)).toEqual(['beigan/pack.lua']);
  });
});

describe('zip', () => {
  it('has the checksum that the format asks for', () => {
    expect(crc32(encodeText('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  // The other way round, by the format's own words: from the end to the directory to the files.
  it('is read back by its directory', () => {
    const files = [
      { path: 'p/pack.lua', content: encodeText('return pack {}\n') },
      { path: 'p/规则.lua', content: new Uint8Array() },
    ];
    const bytes = zip(files);
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint16(end + 10, true)).toBe(2);
    let at = view.getUint32(end + 16, true);
    expect(at + view.getUint32(end + 12, true)).toBe(end);
    for (const { path, content } of files) {
      const name = encodeText(path);
      expect(view.getUint32(at, true)).toBe(0x02014b50);
      expect(view.getUint16(at + 8, true) & 0x0800).toBe(0x0800);
      expect(view.getUint32(at + 16, true)).toBe(crc32(content));
      expect(toHex(bytes.slice(at + 46, at + 46 + name.length))).toBe(toHex(name));
      const local = view.getUint32(at + 42, true);
      expect(view.getUint32(local, true)).toBe(0x04034b50);
      expect(view.getUint32(local + 18, true)).toBe(content.length);
      const start = local + 30 + name.length;
      expect(toHex(bytes.slice(local + 30, start))).toBe(toHex(name));
      expect(toHex(bytes.slice(start, start + content.length))).toBe(toHex(content));
      at += 46 + name.length;
    }
    expect(at).toBe(end);
  });
});
