// A matter that this device does not hold: what that means and what to do, in both languages, and
// never the core's own line.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import {
  BridgeRequestSchema,
  BridgeResponseSchema,
} from '../../../web/shared/generated/yiting/v1/bridge_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import type { Host } from '../../../web/shared/host/host';
import { setLanguage } from '../../../web/shared/texts';
import { findings, show } from './support';

const stranger = 'ee'.repeat(16);

// Asked for a matter it answers with `error`, as core/query/matter_view.cc does.
class ErringCore extends FakeCore {
  constructor(private readonly error: string) {
    super('staff');
  }
  override host(): Host {
    const host = super.host();
    return {
      ...host,
      call: async (bytes) => {
        const { call } = fromBinary(BridgeRequestSchema, bytes);
        if (call.case !== 'view' || call.value.view.case !== 'matter') return host.call(bytes);
        return toBinary(BridgeResponseSchema, create(BridgeResponseSchema, { error: this.error }));
      },
    };
  }
}

describe('a matter that is not here', () => {
  it.each([
    ['resident', `#/matter/${stranger}`],
    ['console', `#/matters/${stranger}`],
  ] as const)('%s: says so, why that may be, and what to do', async (app, hash) => {
    const core = new ErringCore(`query: no matter ${stranger} here`);
    const page = await show(app, hash, core);
    const words = page.wrapper.get('main').text();
    expect(words).toContain('这里还没有这件事项');
    expect(words).toContain('可能还没有同步过来');
    expect(words).toContain('请连上网');
    expect(words).not.toMatch(/query|[0-9a-f]{32}/);
    expect(await findings()).toEqual([]);
    setLanguage('en');
    await page.go(hash);
    expect(page.wrapper.get('main').text()).toMatch(/not synced yet perhaps.*Go online/s);
  });

  it('what else went wrong is not hidden', async () => {
    const page = await show('resident', `#/matter/${stranger}`, new ErringCore('disk is full'));
    expect(page.wrapper.get('main').text()).toContain('disk is full');
    expect(page.wrapper.get('main').text()).not.toContain('可能还没有同步过来');
  });
});
