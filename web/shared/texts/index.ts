// Every text that the pages say themselves. What a street says comes with its pack, as Text.
// A catalogue entry is [Chinese, English]; {name} is filled in; English may have "one|many" by {n}.
import { ref } from 'vue';
import type { Text } from '../generated/yiting/v1/pack_pb';
import { recall, remember } from '../host/keep';
import { desk } from './desk';
import { matters } from './matters';
import { notices } from './notices';
import { own } from './own';
import { places } from './places';
import { polls } from './polls';
import { kioskTexts } from './kiosk';
import { reasons } from './reasons';
import { resident } from './resident';
import { rules } from './rules';
import { shared } from './shared';
import { staff } from './staff';
import { talk } from './talk';
import { trust } from './trust';
import { venues } from './venues';

export type Language = 'zh' | 'en';

export const catalogue = {
  ...shared,
  ...resident,
  ...staff,
  ...rules,
  ...desk, ...kioskTexts,
  ...matters,
  ...notices,
  ...own,
  ...places,
  ...polls,
  ...talk,
  ...trust,
  ...venues,
  ...reasons,
} as const;
export type TextKey = keyof typeof catalogue;

function firstLanguage(): Language {
  const kept = recall('language');
  if (kept === 'zh' || kept === 'en') return kept;
  return /^en\b/i.test(globalThis.navigator?.language ?? '') ? 'en' : 'zh';
}

export const language = ref<Language>(firstLanguage());

export function setLanguage(wanted: Language): void {
  language.value = wanted;
  remember('language', wanted);
}

export function t(key: TextKey, fill: Record<string, string | number> = {}): string {
  const [zh, en] = catalogue[key];
  const pattern = language.value === 'zh' ? zh : pick(en, fill.n);
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
}

function pick(pattern: string, n: string | number | undefined): string {
  const [one, many] = pattern.split('|');
  return many === undefined || Number(n) === 1 ? one! : many;
}

// A pack's text: Chinese is always there, English may be empty and then shows Chinese.
export function say(text: Text | undefined): string {
  if (!text) return '';
  return (language.value === 'en' && text.en) || text.zh;
}
