import { create } from '@bufbuild/protobuf';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import {
  Audience,
  Field_Kind as Kind,
  FieldSchema,
  type Field,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import { pack } from '../../../web/shared/host/fixtures_pack';
import { problemsOf, readDraft, toInputs, useDraft } from '../../../web/shared/model/form';
import { fitWithin } from '../../../web/shared/model/photo';
import FieldForm from '../../../web/shared/parts/FieldForm.vue';
import { findings, settle, show } from './support';

function field(kind: Kind, id: string, more: object = {}): Field {
  return create(FieldSchema, {
    id,
    kind,
    title: { zh: `「${id}」`, en: id },
    ...more,
  });
}
const options = [
  { id: 'yes', title: { zh: '参加' } },
  { id: 'no', title: { zh: '不参加' } },
];
const fields = [
  field(Kind.TEXT, 'title', { audience: Audience.COMMUNITY }),
  field(Kind.CATEGORY, 'category'),
  field(Kind.CODE, 'coming', { options }),
  field(Kind.UNITS, 'parties'),
  field(Kind.NUMBER, 'count', { min: 1n, max: 5n }),
  field(Kind.INSTANT, 'when'),
  field(Kind.PHOTO, 'photo', { optional: true }),
];
const good = {
  title: ' 灯坏了 ',
  category: 'noise',
  coming: 'yes',
  parties: ['school', 'city'],
  count: '3',
  when: '2026-03-02T09:00',
};

function mountForm(some = fields) {
  return mount(FieldForm, {
    props: { fields: some, pack, folder: 'c-1', form: 'f', submit: 'go' },
    attachTo: document.body,
  });
}

describe('a form of pack fields', () => {
  it('shows each kind as its native input, named by the pack', () => {
    const form = mountForm();
    expect(form.find('textarea').element.labels?.[0]?.textContent).toContain('「title」');
    expect(form.findAll('select option').map((option) => option.text())).toEqual([
      '请选择',
      ...pack.categories.map((one) => one.title!.zh),
    ]);
    expect(form.findAll('input[type=radio]')).toHaveLength(2);
    expect(form.findAll('input[type=checkbox]')).toHaveLength(pack.units.length);
    expect(form.find('input[type=number]').attributes()).toMatchObject({
      min: '1',
      max: '5',
      step: '1',
    });
    expect(form.find('input[type=datetime-local]').exists()).toBe(true);
    expect(form.find('input[type=file]').attributes('accept')).toBe('image/*');
    expect(form.text()).toContain('本社区成员能看到');
    form.unmount();
  });

  it("names the category's lead as soon as it is chosen", async () => {
    const form = mountForm();
    await form.find('select').setValue('parking');
    expect(form.text()).toContain('牵头：城市管理办公室');
    form.unmount();
  });

  it('says what is missing, goes there, and submits nothing', async () => {
    const form = mountForm();
    await form.find('form').trigger('submit');
    await nextTick();
    expect(form.emitted('submit')).toBeUndefined();
    expect(form.findAll('.wrong')).toHaveLength(6);
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    form.unmount();
  });

  it('says that something was kept only if something was', async () => {
    const some = [...fields, field(Kind.PACK, 'pack')];
    const fresh = mountForm(some);
    expect(fresh.text()).not.toContain('上次写到一半');
    await fresh.find('textarea').setValue('灯坏了');
    fresh.unmount();
    const again = mountForm(some);
    expect(again.text()).toContain('上次写到一半');
    again.unmount();
  });

  it('has no findings by axe', async () => {
    const form = mountForm();
    expect((await findings()).filter((found) => !found.startsWith('region'))).toEqual([]);
    form.unmount();
  });
});

describe('inputs', () => {
  it('are sorted by field, with sorted codes, and prose apart as contents', () => {
    expect(problemsOf(fields, good)).toEqual({});
    const { inputs, contents } = toInputs(fields, good);
    expect(inputs.map((input) => input.field)).toEqual([
      'category',
      'coming',
      'count',
      'parties',
      'title',
      'when',
    ]);
    expect(inputs[2]!.value).toEqual({ case: 'number', value: 3n });
    expect(inputs[3]!.value.value).toMatchObject({ code: ['city', 'school'] });
    expect(inputs[5]!.value).toEqual({
      case: 'instantMs',
      value: BigInt(Date.UTC(2026, 2, 2, 1)),
    });
    expect(contents).toHaveLength(1);
    expect(contents[0]).toMatchObject({
      field: 'title',
      media: 'text/plain',
      audience: Audience.COMMUNITY,
    });
    expect(new TextDecoder().decode(contents[0]!.data)).toBe('灯坏了');
  });

  it.each([
    ['count', '6', 'form.outOfRange'],
    ['count', '0', 'form.outOfRange'],
    ['count', '1.5', 'form.notNumber'],
    ['count', 'x', 'form.notNumber'],
    ['when', 'soon', 'form.notInstant'],
    ['title', '   ', 'form.missing'],
    ['title', '好'.repeat(5001), 'form.tooLong'],
    ['parties', [], 'form.missing'],
  ])('%s cannot be %s', (id, value, problem) => {
    expect(problemsOf(fields, { ...good, [id]: value })).toEqual({
      [id]: problem,
    });
  });

  it('a text is as long as the pack says, in characters', () => {
    const short = [field(Kind.TEXT, 'title', { max: 3n })];
    expect(problemsOf(short, { title: '灯坏了' })).toEqual({});
    expect(problemsOf(short, { title: '👍👍👍' })).toEqual({});
    expect(problemsOf(short, { title: '灯坏了!' })).toEqual({
      title: 'form.tooLong',
    });
  });

  it('a text of three characters is enough', () => {
    expect(problemsOf(fields, { ...good, title: '非常好' })).toEqual({});
  });
});

describe('a draft', () => {
  it('is kept as it is typed, by field, and cleared when done', () => {
    const draft = useDraft('c-1', 'ring-bell');
    draft.values.title = '灯';
    draft.values.parties = ['city'];
    draft.values.photo = new Uint8Array([1]);
    expect(readDraft('c-1', 'ring-bell')).toEqual({
      title: '灯',
      parties: ['city'],
    });
    expect(readDraft('c-1', 'ring')).toEqual({});
    expect(readDraft('c-2', 'ring-bell')).toEqual({});
    draft.clear();
    expect(readDraft('c-1', 'ring-bell')).toEqual({});
  });

  it('survives the page and says that it is back', async () => {
    const first = await show('resident', '#/ring/bell');
    await first.wrapper.find('dialog input').setValue('写到一半');
    first.wrapper.unmount();
    const second = await show('resident', '#/ring/bell');
    expect(second.wrapper.find<HTMLInputElement>('dialog input').element.value).toBe('写到一半');
    expect(second.text()).toContain('上次写到一半的内容已恢复');
    await second.button('重新填写').trigger('click');
    await settle();
    expect(second.wrapper.find<HTMLInputElement>('dialog input').element.value).toBe('');
  });
});

it.each([
  [4000, 3000, 1600, [1600, 1200]],
  [300, 200, 1600, [300, 200]],
  [1, 9000, 960, [1, 960]],
])('a photo of %d × %d fits within %d', (width, height, edge, fitted) => {
  expect(fitWithin(width, height, edge)).toEqual(fitted);
});
