// Small things a page remembers on this device: the chosen community, language, drafts. Storage may
// be refused (private windows) or full: then they live until the page closes. Never the ledger or
// keys.
const spare = new Map<string, string>();
const prefix = 'yiting/';

function area(kind: 'local' | 'session'): Storage | null {
  try {
    return kind === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
  } catch {
    return null;
  }
}

export function recall(key: string, kind: 'local' | 'session' = 'local'): string | null {
  return area(kind)?.getItem(prefix + key) ?? spare.get(kind + key) ?? null;
}

export function remember(key: string, value: string, kind: 'local' | 'session' = 'local'): void {
  try {
    const storage = area(kind);
    if (!storage) throw new Error('no storage');
    storage.setItem(prefix + key, value);
    spare.delete(kind + key);
  } catch {
    spare.set(kind + key, value);
  }
}

export function forget(key: string, kind: 'local' | 'session' = 'local'): void {
  area(kind)?.removeItem(prefix + key);
  spare.delete(kind + key);
}

// Everything kept under a beginning, as [rest of key, value].
export function recallAll(beginning: string): [string, string][] {
  const found = new Map<string, string>();
  const storage = area('local');
  for (let i = 0; storage && i < storage.length; i++) {
    const key = storage.key(i) ?? '';
    if (key.startsWith(prefix + beginning)) {
      found.set(key.slice(prefix.length + beginning.length), storage.getItem(key) ?? '');
    }
  }
  for (const [key, value] of spare) {
    const begins = `local${beginning}`;
    if (key.startsWith(begins)) found.set(key.slice(begins.length), value);
  }
  return [...found];
}
