// Language and text size of this device, on <html> where styles and screen readers look.
import { ref, watchEffect } from 'vue';
import { recall, remember } from '../host/keep';
import { language } from '../texts';

export type TextSize = 'normal' | 'large';
export const textSize = ref<TextSize>(recall('size') === 'large' ? 'large' : 'normal');

export function setTextSize(size: TextSize): void {
  textSize.value = size;
  remember('size', size);
}

export function startDisplay(): void {
  watchEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.size = textSize.value;
  });
}
