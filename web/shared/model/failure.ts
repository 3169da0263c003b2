// When the world failed (not the rules): one line that a person can use.
import { t } from '../texts';

export function failureWords(error: unknown): string {
  if (error instanceof Error && error.name === 'OutcomeUnknown') return t('failed.unknown');
  if (error instanceof Error && error.name === 'Outdated') return t('failed.outdated');
  return t('failed', { why: error instanceof Error ? error.message : String(error) });
}
