// shared/pwa/sw.js in a fake worker: keeps everything at once, answers pages without a network, and
// never touches calls to the server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../../web/shared/pwa/sw.js'), 'utf8');
const onUse = ['/core/yiting_console.wasm'];
const files = ['/index.html', '/console/index.html', '/assets/a.js', '/core/yiting.wasm'];

class Fake {
  stores = new Map<string, Map<string, string>>();
  listeners = new Map<string, (event: unknown) => void>();
  fetched: string[] = [];
  skipped = false;

  constructor(build: string) {
    const caches = {
      open: async (name: string) => {
        const store = this.stores.get(name) ?? new Map<string, string>();
        this.stores.set(name, store);
        return {
          addAll: async (requests: { url: string }[]) => {
            for (const { url } of requests) store.set(url, `kept ${url}`);
          },
          match: async (path: string) => store.get(path),
          put: async (path: string, answer: string) => store.set(path, answer),
        };
      },
      match: async (path: string) =>
        [...this.stores.values()].map((store) => store.get(path)).find(Boolean),
      keys: async () => [...this.stores.keys()],
      delete: async (name: string) => this.stores.delete(name),
    };
    const self = {
      location: { origin: 'https://hall.example' },
      clients: { claim: async () => undefined },
      skipWaiting: () => {
        this.skipped = true;
      },
      addEventListener: (name: string, listener: (event: unknown) => void) =>
        this.listeners.set(name, listener),
    };
    const text = source
      .replace('__BUILD__', build)
      .replace('__ON_USE__', JSON.stringify(onUse))
      .replace('__FILES__', JSON.stringify(files));
    const fetchIt = async (request: { url: string }) => {
      this.fetched.push(request.url);
      return new Response('from the network');
    };
    class FakeRequest {
      constructor(readonly url: string) {}
    }
    new Function('self', 'caches', 'fetch', 'Request', text)(self, caches, fetchIt, FakeRequest);
  }

  async fire(name: string, event: object = {}): Promise<unknown> {
    let waited: unknown;
    this.listeners.get(name)!({
      ...event,
      waitUntil: (work: unknown) => {
        waited = work;
      },
      respondWith: (work: unknown) => {
        waited = work;
      },
    });
    return waited;
  }

  get(path: string, mode = 'cors', method = 'GET', origin = 'https://hall.example') {
    return this.fire('fetch', {
      request: { url: origin + path, method, mode },
    });
  }
}

describe('the service worker', () => {
  let worker: Fake;
  beforeEach(async () => {
    worker = new Fake('2');
    worker.stores.set('yiting-1', new Map());
    worker.stores.set('others', new Map());
    await worker.fire('install');
  });

  it('keeps every file at its installation', () => {
    expect([...worker.stores.get('yiting-2')!.keys()]).toEqual(files);
  });

  it('drops older builds, and only those, when it takes over', async () => {
    await worker.fire('activate');
    expect([...worker.stores.keys()]).toEqual(['others', 'yiting-2']);
  });

  it.each([
    ['/', 'navigate', 'kept /index.html'],
    ['/console/', 'navigate', 'kept /console/index.html'],
    ['/console', 'navigate', 'kept /console/index.html'],
    ['/index.html?from=home', 'navigate', 'kept /index.html'],
    ['/assets/a.js', 'cors', 'kept /assets/a.js'],
    ['/core/yiting.wasm', 'cors', 'kept /core/yiting.wasm'],
  ])('answers %s (%s) from what it kept', async (path, mode, answer) => {
    expect(await worker.get(path, mode)).toBe(answer);
    expect(worker.fetched).toEqual([]);
  });

  it.each([
    ['/yiting.v1.SyncService/Push', 'cors', 'POST', 'https://hall.example'],
    ['/metrics', 'cors', 'GET', 'https://hall.example'],
    ['/assets/a.js', 'cors', 'GET', 'https://elsewhere.example'],
    ['/ledger.bin', 'navigate', 'GET', 'https://hall.example'],
  ])('leaves %s (%s %s %s) alone', async (path, mode, method, origin) => {
    expect(await worker.get(path, mode, method, origin)).toBeUndefined();
  });

  it('fetches a file that was lost from the cache', async () => {
    worker.stores.get('yiting-2')!.delete('/assets/a.js');
    const answer = (await worker.get('/assets/a.js')) as Response;
    expect(await answer.text()).toBe('from the network');
  });

  it('keeps what only the console needs from its first use on', async () => {
    expect([...worker.stores.get('yiting-2')!.keys()]).not.toContain(onUse[0]);
    await worker.get(onUse[0]!);
    expect(worker.fetched).toHaveLength(1);
    await worker.get(onUse[0]!);
    expect(worker.fetched).toHaveLength(1);
  });

  it('brings along what an earlier build was used for', async () => {
    worker.stores.get('yiting-1')!.set(onUse[0]!, 'an earlier build’s');
    await worker.fire('install');
    expect(worker.stores.get('yiting-2')!.get(onUse[0]!)).toBe(`kept ${onUse[0]}`);
  });

  it('takes over only when the page says so', async () => {
    await worker.fire('message', { data: 'hello' });
    expect(worker.skipped).toBe(false);
    await worker.fire('message', { data: 'take over' });
    expect(worker.skipped).toBe(true);
  });
});
