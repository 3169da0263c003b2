// When the world failed (not the rules): one line that a person can use.
import { t } from '../texts';

// What core/query/matter_view.cc says of a matter that this device does not hold: no failure, but
// nothing to show.
export function isNotHere(error: unknown): boolean {
  return error instanceof Error && /\bno matter [0-9a-f]* here$/.test(error.message);
}

export function failureWords(error: unknown): string {
  if (error instanceof Error && error.name === 'OutcomeUnknown') return t('failed.unknown');
  if (error instanceof Error && error.name === 'Outdated') return t('failed.outdated');
  return t('failed', { why: error instanceof Error ? error.message : String(error) });
}
