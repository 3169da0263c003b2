// A6.12: what came of a matter is told on the home page of all whom it concerns, is marked as read
// on this device, and is there for a visitor on the matter itself.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import {
  NoticeRow_As,
  NoticeRowSchema,
} from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import {
  TimelineItem_Kind,
  TimelineItemSchema,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { fromHex, toHex } from '../../../web/shared/model/bytes';
import { isUnread, markRead, readMax } from '../../../web/shared/model/notices';
import { t } from '../../../web/shared/texts';
import { settle, show } from './support';

const notice = (n: number, as = NoticeRow_As.OPENER, matter = '04'.repeat(16)) =>
  create(NoticeRowSchema, {
    matter: fromHex(matter),
    number: BigInt(n),
    title: `第${n}个标题`,
    text: `第${n}段通报`,
    timeMs: BigInt(1_709_514_000_000 + n),
    as,
  });

describe('A6.12: results that are told', () => {
  it('stand on the home page, the newest three, and all on a page of their own', async () => {
    const core = new FakeCore('resident');
    core.notices = [5, 4, 3, 2, 1].map((n) => notice(n));
    const app = await show('resident', '#/', core);
    expect(app.text()).toContain('结果通报');
    expect(app.wrapper.findAll('.notice')).toHaveLength(3);
    expect(app.text()).toContain('第5段通报');
    expect(app.text()).not.toContain('第2段通报');
    expect(app.text()).toContain('您提出的');
    expect(app.text()).toContain('全部通报（5）');
    await app.go('#/notices');
    expect(app.wrapper.findAll('.notice')).toHaveLength(5);
    expect(app.text()).toContain('第1段通报');
  });

  it('are unread until they are opened, and open their matter', async () => {
    const core = new FakeCore('resident');
    const matter = toHex(core.matters[0]!.row!.matter);
    core.notices = [notice(12, NoticeRow_As.INVITEE, matter), notice(11)];
    const app = await show('resident', '#/notices', core);
    const unread = () => app.wrapper.findAll('.notice.unread');
    expect(unread()).toHaveLength(2);
    expect(unread()[0]!.text()).toContain('未读');
    expect(unread()[0]!.attributes('href')).toBe(`#/matter/${matter}`);
    await unread()[0]!.trigger('click');
    await app.go('#/me');
    await app.go('#/notices');
    expect(unread()).toHaveLength(1);
    expect(unread()[0]!.text()).toContain('第11段通报');
    expect(localStorage.getItem(`yiting/notices/${app.session.folder}`)).toContain(matter);
  });

  it('are remembered as read in one community, up to a number', () => {
    for (let n = 0; n < readMax + 2; n++) markRead('here', notice(n));
    expect(isUnread('here', notice(readMax + 1))).toBe(false);
    expect(isUnread('here', notice(2))).toBe(false);
    expect(isUnread('here', notice(1))).toBe(true); // the oldest mark went
    expect(isUnread('there', notice(2))).toBe(true);
  });

  it('say nothing where nothing was told, and hide what this device may not read', async () => {
    const app = await show('resident', '#/');
    expect(app.text()).not.toContain('结果通报');
    await app.go('#/notices');
    expect(app.text()).toContain('近 30 天没有通报');
    app.core.notices = [create(NoticeRowSchema, { ...notice(1), text: '', withheld: true })];
    await app.go('#/me');
    await app.go('#/notices');
    expect(app.wrapper.find('.notice').text()).not.toContain('第1段通报');
    expect(app.wrapper.find('.notice').text()).toContain(t('content.withheld'));
  });

  it('stand at the duty desk for my unit alone', async () => {
    const core = new FakeCore('staff');
    core.notices = [notice(2, NoticeRow_As.PARTY), notice(1, NoticeRow_As.INVITEE)];
    const app = await show('console', '#/duty', core);
    expect(app.text()).toContain('给我单位的通报');
    expect(app.text()).toContain('第2段通报');
    expect(app.text()).not.toContain('第1段通报');
  });

  it('can be read by a visitor on the matter', async () => {
    const core = new FakeCore('visitor');
    core.matters[0]!.timeline.push(
      create(TimelineItemSchema, {
        kind: TimelineItem_Kind.ACTION,
        title: { zh: '通报结果' },
        actor: { zh: '社工' },
        inputs: [
          { field: 'notice', title: { zh: '通报内容' }, value: { zh: '三月九日前清理完毕。' } },
        ],
      }),
    );
    const app = await show('resident', `#/matter/${toHex(core.matters[0]!.row!.matter)}`, core);
    await settle();
    expect(app.text()).toContain('三月九日前清理完毕。');
  });
});
