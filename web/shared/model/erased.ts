// Prose that is not shown, and why: it was erased on a day, or it is not for this reader.
import { inject, provide, ref, type InjectionKey, type Ref } from 'vue';
import { t, type TextKey } from '../texts';
import { dateWords } from './time';

export function erasedWords(erasedMs: bigint): string {
  return t('erased', { when: dateWords(Number(erasedMs)) });
}

// Whether its reader may erase what others wrote, from where they see it: the console says so.
const mayEraseKey: InjectionKey<Ref<boolean>> = Symbol('may erase');

export function provideMayErase(may: Ref<boolean>): void {
  provide(mayEraseKey, may);
}
export function useMayErase(): Ref<boolean> {
  return inject(mayEraseKey, () => ref(false), true);
}

// Empty: it is shown.
export function hiddenWords(
  prose: { withheld: boolean; erasedMs: bigint },
  withheld: TextKey = 'matter.withheld',
): string {
  if (prose.erasedMs) return erasedWords(prose.erasedMs);
  return prose.withheld ? t(withheld) : '';
}
