// What was said of one matter of the fake community: asked, answered for units, nudged, told. Only
// for tests, screenshots and `npm run dev`; never shipped.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  TimelineItem_Kind as Kind,
  TimelineItemSchema,
  type MatterView,
} from '../generated/yiting/v1/view_pb';
import { text } from './fixtures_pack';

const hour = 3_600_000;
const opener = text('发起人', 'Who raised it');
const staff = text('社区工作人员', 'Community staff');
const party = text('责任单位', 'A party');
const prose = (field: string, zh: string, en: string, words: string) => ({
  field,
  title: text(zh, en),
  value: text(words),
  content: { media: 'text/plain', commitment: new Uint8Array(32).fill(words.length) },
});

export function addTalk(view: MatterView, index: number, now: number): MatterView {
  if (index !== 6) return view;
  const said: MessageInitShape<typeof TimelineItemSchema>[] = [
    {
      kind: Kind.ALERTED,
      title: text('派出所', 'Police station'),
    },
    {
      title: text('追问', 'Ask'),
      action: 'ask',
      actor: opener,
      byMe: true,
      inputs: [prose('words', '问', 'Question', '昨晚十点还在放，有人来看过吗？')],
    },
    {
      title: text('答复', 'Answer'),
      action: 'answer',
      actor: party,
      unit: 'police',
      inputs: [
        prose('words', '答', 'Answer', '昨晚 22:10 到场，已请领舞的把音响关掉，今晚再去看一次。'),
      ],
    },
    { title: text('催办', 'Nudge'), action: 'nudge', actor: opener, byMe: true },
    {
      title: text('答复', 'Answer'),
      action: 'answer',
      actor: staff,
      unit: 'community',
      inputs: [
        prose('words', '答', 'Answer', '和三支队伍约好了：九点以后不放音响。'),
        {
          field: 'photo',
          title: text('现场照片', 'Photo of the place'),
          content: { media: 'image/jpeg', commitment: new Uint8Array(32).fill(7) },
        },
      ],
    },
  ];
  view.timeline.push(
    ...said.map((item, i) =>
      create(TimelineItemSchema, {
        kind: Kind.ACTION,
        ...item,
        timeMs: BigInt(now - (said.length - i) * 5 * hour),
        seq: BigInt(101 + i),
      }),
    ),
  );
  return view;
}
