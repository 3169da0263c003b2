// "Check everything" in words: one sentence for how it stands.
import { AuditView_State as State, type AuditView } from '../generated/yiting/v1/view_pb';
import { recall, remember, forget } from '../host/keep';
import { t } from '../texts';
import { longAgoWords } from './time';

export function auditWords(audit: AuditView | undefined, paused: boolean): string {
  const done = Number(audit?.done ?? 0n);
  const total = Number(audit?.total ?? 0n);
  const begun = audit?.state === State.RUNNING || audit?.state === State.WAITING;
  if (begun && paused) return t('check.paused', { done, total });
  switch (audit?.state) {
    case State.RUNNING:
      return t('check.running', { done, total });
    case State.WAITING:
      return t('check.waiting', { done });
    case State.SOUND:
      return t('check.sound', { done, when: longAgoWords(Number(audit.endedMs)) });
    case State.FAULT:
      // Otherwise it is the whole that does not fit, and no entry of it.
      return audit.fault.startsWith('entry ')
        ? t('check.fault', { done })
        : t('check.faultWhole');
    default:
      return t('check.never');
  }
}

// Whether it was stopped by hand, remembered on this device for each community.
const keyOf = (folder: string) => `check-stopped/${folder}`;
export const isPaused = (folder: string) => recall(keyOf(folder)) !== null;
export function setPaused(folder: string, paused: boolean): void {
  if (paused) remember(keyOf(folder), '1');
  else forget(keyOf(folder));
}
