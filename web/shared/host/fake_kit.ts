// The fake host as a kit for pages in a browser.
import { create } from '@bufbuild/protobuf';
import { DescribeResponse_CommunitySchema } from '../generated/yiting/v1/sync_pb';
import { OutboxItem_State as Sent } from '../generated/yiting/v1/view_pb';
import { fromHex } from '../model/bytes';
import { nowMs } from './clock';
import { FakeCore } from './fake';
import { otherAdmin } from './fake_rules';
import { communityHex, communityTitle, keyHex } from './fixtures';
import type { HostKit } from './host';

// `?fake=resident|staff|visitor`, with `&net=off` for no network. Otherwise waiting commands are
// sent after a moment. `&registrar=on`: staff who keep the register. `&rules=busy`: others have
// changed the rules, and signed for more. `&ledger=broken`: what it gives does not fit.
export function fakeKit(core = coreFromAddress()): HostKit {
  return {
    async connect() {
      const timer = setInterval(() => {
        if (core.outbox.some((item) => item.state === Sent.WAITING)) core.sync();
      }, 1500);
      const host = core.host();
      return {
        ...host,
        close: () => {
          clearInterval(timer);
          host.close();
        },
      };
    },
    async describe() {
      return [
        create(DescribeResponse_CommunitySchema, {
          community: fromHex(communityHex),
          sequencerKey: fromHex(keyHex),
          title: communityTitle,
          treeSize: core.seq,
        }),
      ];
    },
  };
}

// A ledger that does not fit, and is long enough for its check to be seen.
function breakLedger(core: FakeCore): void {
  core.seq = 1_000_000n;
  core.broken = '同一个长度 96，两个不同的树根';
  const timeMs = BigInt(nowMs());
  core.trust.evidence = [
    { number: 1n, timeMs, line: 'size 96: two signed notes, different roots', lasts: true },
    { number: 2n, timeMs, line: 'entry 97: decided again it has other events' },
  ];
}

function coreFromAddress(): FakeCore {
  const wanted = new URLSearchParams(location.search);
  const role = wanted.get('fake');
  const core = new FakeCore(role === 'staff' || role === 'visitor' ? role : 'resident');
  core.online = wanted.get('net') !== 'off';
  if (wanted.get('ledger') === 'broken') breakLedger(core);
  core.registrar = wanted.get('registrar') === 'on';
  if (wanted.get('rules') === 'busy') {
    core.rules.activation.signers = 2;
    core.rules.byOther({ accept_days: 3n });
    const choices = { accept_days: 3n, reply_days: 10n };
    const asChoice = ([id, value]: [string, bigint]) => ({ id, value });
    core.rules.offer(Object.entries(choices).map(asChoice), [otherAdmin]);
  }
  return core;
}
