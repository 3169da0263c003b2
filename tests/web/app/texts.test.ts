import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  NodeTypes,
  parse as parseTemplate,
  type RootNode,
  type TemplateChildNode,
} from '@vue/compiler-dom';
import { parse } from '@vue/compiler-sfc';
import { describe, expect, it } from 'vitest';
import { Channel } from '../../../web/shared/generated/yiting/v1/command_pb';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { Audience } from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  OutboxItem_State,
  SyncView_State,
  TimelineItem_Kind,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { catalogue, say, setLanguage, t } from '../../../web/shared/texts';

const web = join(import.meta.dirname, '../../../web');
const folders = ['shared', 'resident', 'console'];
const sources = folders.flatMap((folder) =>
  readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(vue|ts)$/.test(name) && !name.startsWith('generated'))
    .map((name) => join(web, folder, name)),
);
const han = /\p{Script=Han}/u;

describe('the catalogue', () => {
  const entries = Object.entries(catalogue) as [string, readonly [string, string]][];

  it('has every text in both languages', () => {
    const same = new Set(['language.zh', 'language.en']);
    for (const [key, [zh, en]] of entries) {
      expect(zh.trim(), key).not.toBe('');
      expect(en.trim(), key).not.toBe('');
      if (!same.has(key)) expect(han.test(en), `${key} in English`).toBe(false);
    }
  });

  it('fills in the same things in both languages', () => {
    const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [key, [zh, en]] of entries) expect(holes(en.split('|')[0]!), key).toEqual(holes(zh));
  });

  it('uses full-width punctuation in Chinese', () => {
    for (const [key, [zh]] of entries) expect(zh, key).not.toMatch(/\p{Script=Han}[,:;?!(]/u);
  });

  it.each([
    ['reason.', Reason],
    ['help.', Reason],
    ['outbox.state.', OutboxItem_State],
    ['sync.', SyncView_State],
    ['timeline.', TimelineItem_Kind],
    ['channel.', Channel],
    ['audience.', Audience],
  ])('has a text %s for every value', (beginning, values) => {
    const names = Object.values(values).filter((name) => typeof name === 'string');
    expect(names.length).toBeGreaterThan(3);
    for (const name of names)
      expect(catalogue, `${beginning}${name}`).toHaveProperty([`${beginning}${name}`]);
  });

  it('holds nothing that no page uses', () => {
    const all = sources
      .filter((file) => !file.includes('/texts/'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const byEnum =
      /^(reason|help|outbox\.state|sync|timeline|channel|audience|consent|told)\.[A-Z]/;
    const byKind = /^(outbox\.kind|booking|given|module)\./;
    for (const [key] of entries)
      if (!byEnum.test(key) && !byKind.test(key)) expect(all.includes(`'${key}'`), key).toBe(true);
  });
});

describe('t and say', () => {
  it('fill in, count in English, and fall back to Chinese', () => {
    expect(t('time.workdays', { n: 2 })).toBe('还剩 2 个工作日');
    setLanguage('en');
    expect(t('time.workdays', { n: 1 })).toBe('1 working day left');
    expect(t('time.workdays', { n: 2 })).toBe('2 working days left');
    expect(say({ zh: '居民', en: '' } as never)).toBe('居民');
    expect(say({ zh: '居民', en: 'Resident' } as never)).toBe('Resident');
  });
});

describe('components', () => {
  const wordy = /[\p{Script=Han}A-Za-z]/u;
  const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label']);

  function literals(node: RootNode | TemplateChildNode): string[] {
    if (node.type === NodeTypes.TEXT) return wordy.test(node.content) ? [node.content.trim()] : [];
    const own =
      node.type !== NodeTypes.ELEMENT
        ? []
        : node.props.flatMap((prop) =>
            prop.type === NodeTypes.ATTRIBUTE &&
            spoken.has(prop.name) &&
            wordy.test(prop.value?.content ?? '')
              ? [prop.value!.content]
              : [],
          );
    const children = 'children' in node && Array.isArray(node.children) ? node.children : [];
    return [
      ...own,
      ...children.flatMap((child) =>
        typeof child === 'object' ? literals(child as TemplateChildNode) : [],
      ),
    ];
  }

  it.each(
    sources
      .filter((file) => file.endsWith('.vue'))
      .map((file) => [file.slice(web.length + 1), file]),
  )('%s says nothing of its own', (_, file) => {
    const source = readFileSync(file, 'utf8');
    const { descriptor } = parse(source);
    expect(literals(parseTemplate(descriptor.template!.content))).toEqual([]);
    expect(han.test(descriptor.scriptSetup?.content.replace(/^\s*\/\/.*$/gm, '') ?? '')).toBe(
      false,
    );
    expect(han.test(descriptor.template!.content)).toBe(false);
  });
});
