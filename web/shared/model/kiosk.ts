// The bell terminal in the community hall: a shared device. Each person has a session of their own,
// which ends by itself, and nothing of them stays on the screen or in what the pages remember. What
// they sent waits in the outbox, which no kiosk screen shows.
import { onMounted, onUnmounted, ref, type Ref } from 'vue';
import { forget, recall, recallAll, remember } from '../host/keep';

// A terminal stays one until staff take it out of service.
export const kiosk = ref(recall('kiosk') === 'on');

// Long enough to look for one's glasses, short enough that the next one need not wait.
export const idleMs = 90_000;
// For so long before the end the screen says that it will end.
export const warningMs = 20_000;

export function startKiosk(): void {
  kiosk.value = true;
  remember('kiosk', 'on');
}

export function stopKiosk(): void {
  kiosk.value = false;
  forget('kiosk');
}

// Drafts, notes of what was sent, what is followed.
export function forgetPerson(folder: string): void {
  for (const kind of ['draft', 'sent', 'follow']) {
    const beginning = `${kind}/${folder}/`;
    for (const [rest] of recallAll(beginning)) forget(beginning + rest);
  }
}

// Seconds left once the warning is due, else null. Any touch or key begins the time anew.
export function useIdle(active: () => boolean, end: () => void): Ref<number | null> {
  const left = ref<number | null>(null);
  let since = 0;
  const touch = () => {
    since = 0;
    left.value = null;
  };
  const events = ['pointerdown', 'keydown', 'input', 'scroll'] as const;
  let timer: ReturnType<typeof setInterval> | undefined;
  const step = 1000;
  const tick = () => {
    if (!active()) return touch();
    since += step;
    if (since >= idleMs) {
      touch();
      end();
    } else if (since >= idleMs - warningMs) {
      left.value = Math.ceil((idleMs - since) / step);
    }
  };
  onMounted(() => {
    for (const event of events) window.addEventListener(event, touch, true);
    timer = setInterval(tick, step);
  });
  onUnmounted(() => {
    for (const event of events) window.removeEventListener(event, touch, true);
    clearInterval(timer);
  });
  return left;
}
