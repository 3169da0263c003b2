// What a photo says besides its picture, and that nothing of it is kept: on bytes as cameras write
// them. The canvas itself is tried in ../photo.test.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mount, type VueWrapper } from '@vue/test-utils';
import {
  Field_Kind as Kind,
  FieldSchema,
  type Field,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import { create } from '@bufbuild/protobuf';
import { makePhoto, photoBytesMax, type Picture } from '../../../web/shared/model/photo';
import { exifOf, metadataOf, withoutMetadata } from '../../../web/shared/model/photo_bytes';
import { orientationOf, placeOf } from '../../../web/shared/model/photo_exif';
import FieldForm from '../../../web/shared/parts/FieldForm.vue';
import { setLanguage } from '../../../web/shared/texts';
import * as jpeg from '../photo_jpeg.mjs';
import { findings, settle } from './support';

const { additions, exif, marked, markersOf, onePoint, words } = jpeg;
const bytes = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const plain = bytes(onePoint);
const head = plain.subarray(0, 2);
const rest = plain.subarray(2);
const inside = (addition: Uint8Array) => bytes(head, addition, rest);
const stripped = (photo: Uint8Array) => {
  const kept = withoutMetadata(photo);
  expect(kept).not.toBeNull();
  return kept!;
};

describe('A1.11: what a JPEG says besides its picture', () => {
  it.each([
    ['exif', inside(exif())],
    ['exif', inside(exif({ orientation: 6 }))],
    ['xmp', inside(additions.xmp)],
    ['icc', inside(additions.icc)],
    ['iptc', inside(additions.iptc)],
    ['comment', inside(additions.comment)],
    ['thumbnail', inside(additions.thumbnail)],
    ['thumbnail', inside(additions.extension)],
    ['other', inside(additions.density)],
    ['other', inside(additions.second)],
    ['other', inside(additions.app)],
    ['padding', inside(Uint8Array.of(0xff, 0xff))],
    ['trailing', bytes(plain, Uint8Array.of(0))],
    ['trailing', bytes(plain, plain)],
  ])('%s is found and taken out, and nothing else', (mark, photo) => {
    expect(metadataOf(photo)).toEqual([mark]);
    expect(metadataOf(stripped(photo))).toEqual([]);
    const kept = markersOf(stripped(photo)).filter((marker) => !/^e[01]$/.test(marker));
    expect(kept).toEqual(markersOf(plain));
  });

  it('leaves nothing of all of them together, and the picture byte for byte', () => {
    const photo = bytes(marked(plain));
    expect(metadataOf(photo).sort()).toEqual(
      ['comment', 'exif', 'icc', 'iptc', 'other', 'trailing', 'xmp'].sort(),
    );
    const kept = Buffer.from(stripped(photo));
    expect(markersOf(kept)).toEqual(['d8', 'e0', ...markersOf(plain).slice(1)]);
    expect(bytes(kept.subarray(0, 2), kept.subarray(20))).toEqual(plain);
    for (const word of words) expect(kept.includes(word), word).toBe(false);
  });

  it('keeps how the picture is turned, and of the notes nothing more', () => {
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const kept = stripped(bytes(marked(plain, { orientation })));
      expect(metadataOf(kept)).toEqual([]);
      expect(orientationOf(exifOf(kept)!)).toBe(orientation);
      expect(placeOf(exifOf(kept)!)).toBe('');
      expect(kept.length).toBe(plain.length + 18 + 36);
    }
  });

  it('is none in a plain picture, which stays as it is', () => {
    expect(metadataOf(plain)).toEqual([]);
    expect(stripped(plain)).toEqual(plain);
  });

  it('is found between two scans, and a second note of an allowed kind is one too many', () => {
    const scan = plain.subarray(plain.indexOf(0xda) - 1, -2);
    // Stuffed zeros, restarts and runs of ff belong to a scan.
    const data = Uint8Array.of(0xff, 0, 1, 0xff, 0xd0, 2, 0xff, 0xff, 0, 3, 0xff, 0xd7, 4);
    const before = plain.subarray(0, plain.length - 2);
    const end = plain.subarray(-2);
    const two = bytes(before, data, scan, end);
    expect(metadataOf(two)).toEqual([]);
    const said = bytes(before, data, additions.comment, additions.xmp, scan, end);
    expect(metadataOf(said)).toEqual(['comment', 'xmp']);
    expect(stripped(said)).toEqual(two);

    const turned = stripped(inside(bytes(additions.density, exif({ orientation: 6 }))));
    const twice = bytes(head, turned.subarray(2, 20), turned.subarray(2));
    expect(metadataOf(twice)).toEqual(['other']);
    expect(stripped(twice)).toEqual(turned);
  });

  it('keeps how colours are coded and drops who coded them', () => {
    const adobe = (version: number, transform: number) =>
      jpeg.segment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, version, 7, 7, 7, 7, transform]));
    expect(metadataOf(inside(adobe(101, 2)))).toEqual(['other']);
    const canonical = adobe(100, 2);
    canonical.fill(0, 11, 15);
    expect(stripped(inside(adobe(101, 2)))).toEqual(inside(canonical));
  });

  it('cannot be told of what is no whole JPEG', () => {
    const photo = marked(plain, { orientation: 6 });
    const whole = photo.length - Buffer.from('\0\0\0\x18ftypmp42 ShiBo-Film').length - plain.length;
    for (let size = 0; size < whole; size++) {
      expect(metadataOf(photo.subarray(0, size)), `${size} bytes`).toEqual(['broken']);
      expect(withoutMetadata(photo.subarray(0, size)), `${size} bytes`).toBeNull();
    }
    for (const other of ['\x89PNG\r\n\x1a\n', 'RIFF\0\0\0\0WEBPVP8 ', '\xff\xd8\xff\xd9'])
      expect(withoutMetadata(Buffer.from(other, 'latin1'))).toBeNull();
  });

  it('never comes out of any bytes at all: what is stripped is clean', () => {
    const photo = new Uint8Array(marked(plain, { orientation: 3 }));
    let clean = 0;
    for (let at = 0; at < photo.length; at++) {
      for (const flip of [0x01, 0x10, 0xff]) {
        const changed = photo.slice();
        changed[at]! ^= flip;
        const kept = withoutMetadata(changed);
        expect(kept === null).toBe(metadataOf(changed)[0] === 'broken');
        if (!kept) continue;
        expect(metadataOf(kept).length).toBe(0);
        expect(Buffer.compare(withoutMetadata(kept)!, kept)).toBe(0);
        clean++;
      }
    }
    expect(clean).toBeGreaterThan(1000);
  });

  it('stands in docs/formats/photo.md with an example', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/formats/photo.md'), 'utf8');
    const value = (name: string) => page.match(new RegExp(`^${name} = (.*)$`, 'm'))![1]!;
    const camera = new Uint8Array(Buffer.from(value('from camera'), 'hex'));
    expect(Buffer.from(stripped(camera)).toString('hex')).toBe(value('photo'));
    expect(placeOf(exifOf(camera)!)).toBe(value('place'));
    expect(page).toContain((512 * 1024).toLocaleString('en'));
    expect(page).toContain(photoBytesMax.toLocaleString('en'));
  });
});

describe("the place in a camera's notes", () => {
  const placeIn = (...camera: Parameters<typeof exif>) => placeOf(exifOf(inside(exif(...camera)))!);

  it.each([
    [{}, '30.27, 120.15'],
    [{ little: true }, '30.27, 120.15'],
    [{ north: 30.27419, east: 120.15507 }, '30.2742, 120.1551'],
    [{ north: -33.8568, east: -70.5, little: true }, '-33.8568, -70.5'],
    [{ north: 0, east: 0 }, ''],
    [{ north: 95, east: 10 }, ''],
    [{ north: 10, east: 181 }, ''],
  ])('of %o is "%s"', (camera, place) => {
    expect(placeIn(camera)).toBe(place);
  });

  it('is none where the notes are damaged, and reading them never fails', () => {
    const notes = exifOf(inside(exif()))!;
    for (let size = 0; size < notes.length; size++)
      expect(['', '30.27, 120.15']).toContain(placeOf(notes.subarray(0, size)));
    for (let at = 0; at < notes.length; at++) {
      const changed = notes.slice();
      changed[at] = 0xff;
      expect(placeOf(changed)).toMatch(/^$|^-?[\d.]+, -?[\d.]+$/);
      expect(orientationOf(changed)).toBeLessThanOrEqual(8);
    }
    expect(exifOf(plain)).toBeNull();
  });
});

// A host that draws: `draw` answers each try.
function pictureOf(width: number, height: number, draw: Picture['draw']) {
  const closed = vi.fn();
  return { open: async () => ({ width, height, draw, close: closed }), closed };
}
const sized = (size: number) => {
  // A picture as large as that: its one scan goes on and on.
  const data = new Uint8Array(size - plain.length);
  return bytes(plain.subarray(0, -2), data, plain.subarray(-2));
};
const fileOf = (photo: Uint8Array) => {
  const file = new File([new Uint8Array(photo)], 'IMG_4711.jpg', { type: 'image/jpeg' });
  return file;
};

describe('a photo on its way into a form', () => {
  it('is drawn smaller and coarser until it is small enough', async () => {
    const tries: string[] = [];
    const { open, closed } = pictureOf(4000, 3000, async (width, height, quality) => {
      tries.push(`${width}x${height} ${quality}`);
      return sized(tries.length < 5 ? photoBytesMax + 1 : photoBytesMax);
    });
    const made = await makePhoto(fileOf(marked(plain)), open);
    expect(made).toMatchObject({ place: '30.27, 120.15', jpeg: { length: photoBytesMax } });
    expect(tries).toEqual([
      '1600x1200 0.82',
      '1600x1200 0.7',
      '1600x1200 0.55',
      '1280x960 0.82',
      '1280x960 0.7',
    ]);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('is refused when no try is small enough', async () => {
    let tries = 0;
    const { open } = pictureOf(900, 900, async () => sized(photoBytesMax + ++tries));
    expect(await makePhoto(fileOf(plain), open)).toBe('photo.tooLarge');
    expect(tries).toBe(9); // as it is, 720, 480
  });

  it('loses what the canvas itself writes beside the picture', async () => {
    const drawn = inside(bytes(additions.density, additions.icc, additions.comment));
    const { open } = pictureOf(1, 1, async () => drawn);
    const made = await makePhoto(fileOf(plain), open);
    expect(typeof made === 'string' || metadataOf(made.jpeg)).toEqual([]);
  });

  it.each([
    ['nothing', async () => null],
    ['a PNG', async () => Buffer.from('\x89PNG')],
  ])('is cut down to its picture where the canvas gives %s', async (_, draw) => {
    const { open } = pictureOf(1, 1, draw);
    const made = await makePhoto(fileOf(marked(plain, { orientation: 6 })), open);
    if (typeof made === 'string') throw new Error(made);
    expect(metadataOf(made.jpeg)).toEqual([]);
    expect(orientationOf(exifOf(made.jpeg)!)).toBe(6);
    expect(made.jpeg.subarray(-rest.length)).toEqual(rest);
    expect(await makePhoto(fileOf(sized(photoBytesMax + 1)), open)).toBe('photo.tooLarge');
    expect(await makePhoto(fileOf(Buffer.from('\x89PNG')), open)).toBe('photo.marked');
  });

  it('is refused when it cannot be read', async () => {
    expect(await makePhoto(fileOf(plain), async () => null)).toBe('photo.unreadable');
  });
});

describe('A1.11: the place is kept only when the person says so', () => {
  const field = (kind: Kind, id: string, zh: string): Field =>
    create(FieldSchema, { id, kind, title: { zh, en: id }, optional: true });
  const photo = field(Kind.PHOTO, 'photo', '照片');
  const place = field(Kind.TEXT, 'place', '地点');
  let form: VueWrapper;

  async function choose(fields: Field[], file: Uint8Array, draw?: Picture['draw']) {
    vi.stubGlobal('createImageBitmap', async () => ({ width: 1, height: 1, close: () => {} }));
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
      fillRect() {},
      drawImage() {},
    } as never);
    vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(async (done) => {
      const drawn = draw ? await draw(1, 1, 1) : plain;
      done(drawn && (fileOf(drawn) as Blob));
    });
    form = mount(FieldForm, {
      props: { fields, pack: null, folder: 'c-1', form: 'photo', submit: '发送' },
      attachTo: document.body.appendChild(document.createElement('main')),
    });
    const input = form.find<HTMLInputElement>('input[type=file]');
    Object.defineProperty(input.element, 'files', { value: [fileOf(file)], configurable: true });
    Object.defineProperty(input.element, 'value', { value: '', writable: true });
    await input.trigger('change');
  }
  afterEach(() => {
    form.unmount();
    localStorage.clear();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const typed = () => form.find('textarea');
  const offer = () => form.findAll('button').find((one) => /30\.27, 120\.15/.test(one.text()));

  it('is offered beside the photo, named by the field that it goes to', async () => {
    await choose([place, photo], marked(plain));
    await settle();
    expect(form.text()).toContain('可以填入「地点」');
    expect(typed().element.value).toBe('');
    expect(await findings()).toEqual([]);
    await offer()!.trigger('click');
    await settle();
    expect(typed().element.value).toBe('30.27, 120.15');
    expect(document.activeElement?.textContent).toContain('已填入「地点」');
    expect(offer()).toBeUndefined();
    setLanguage('en');
    await settle();
    expect(form.text()).toContain('Put into “place”');
    await form.find('form').trigger('submit');
    const [sent] = form.emitted('submit')![0] as [
      { contents: { field: string; data: Uint8Array }[] },
    ];
    expect(sent.contents.map((content) => content.field)).toEqual(['photo', 'place']);
    expect(metadataOf(sent.contents[0]!.data)).toEqual([]);
  });

  it('comes after what was typed already', async () => {
    await choose([place, photo], marked(plain));
    await typed().setValue('3 单元门口');
    await settle();
    await offer()!.trigger('click');
    expect(typed().element.value).toBe('3 单元门口 30.27, 120.15');
  });

  it.each([
    ['the form asks for no place', [photo], marked(plain)],
    ['the camera noted none', [place, photo], plain],
    ['the only place is none to type', [field(Kind.CODE, 'place', '地点'), photo], marked(plain)],
  ])('is not offered when %s', async (_, fields, file) => {
    await choose(fields, file);
    await settle();
    expect(form.find('img').exists()).toBe(true);
    expect(form.text()).not.toContain('拍摄地点，不会');
    expect(offer()).toBeUndefined();
  });

  it('goes with the photo when that is removed, and the focus goes to the choice', async () => {
    await choose([place, photo], marked(plain));
    await settle();
    await form
      .findAll('button')
      .find((one) => one.text() === '去掉')!
      .trigger('click');
    await settle();
    expect(offer()).toBeUndefined();
    expect(form.find('img').exists()).toBe(false);
    expect(document.activeElement).toBe(form.find('input[type=file]').element);
  });

  it('nothing is sent while the photo is being made smaller', async () => {
    let go: (drawn: Uint8Array) => void = () => {};
    await choose([place, photo], marked(plain), () => new Promise((done) => (go = done)));
    await settle();
    expect(form.text()).toContain('正在处理照片');
    expect(form.find('button[type=submit]').attributes()).toHaveProperty('disabled');
    await form.find('form').trigger('submit');
    expect(form.emitted('submit')).toBeUndefined();
    go(plain);
    await settle();
    await form.find('form').trigger('submit');
    expect(form.emitted('submit')).toHaveLength(1);
  });

  it('says in both languages why a photo was not taken', async () => {
    await choose([photo], sized(photoBytesMax + 1), async () => sized(photoBytesMax + 2));
    await settle();
    expect(form.find('[role=alert]').text()).toContain('仍超过 300 KB');
    expect(form.find('img').exists()).toBe(false);
    setLanguage('en');
    await settle();
    expect(form.find('[role=alert]').text()).toContain('over 300 KB');
  });
});
