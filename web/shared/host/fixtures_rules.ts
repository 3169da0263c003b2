// What the fake host's street may set, one number of every kind and a switch, and the text of its
// one file.
import { create } from '@bufbuild/protobuf';
import {
  PackBundle_FileSchema,
  Param_Kind,
  ParamSchema,
  type Param,
} from '../generated/yiting/v1/pack_pb';
import { encodeText } from '../model/bytes';
import { text } from './fixtures_pack';

const own = '街道自定，没有公开来源';

function param(
  id: string,
  kind: Param_Kind,
  value: bigint,
  titles: [string, string],
  limits: { min: bigint; max: bigint; source: string; denominator?: bigint },
): Param {
  const { min, max, source, denominator = 0n } = limits;
  return create(ParamSchema, {
    id,
    kind,
    value,
    denominator,
    min,
    max,
    source,
    title: text(...titles),
    defaultValue: value,
    defaultDenominator: denominator,
  });
}

export const params: Param[] = [
  param('accept_days', Param_Kind.WORKDAYS, 2n, ['受理时限', 'Days to accept'], {
    min: 1n,
    max: 5n,
    source: own,
  }),
  param('reply_days', Param_Kind.WORKDAYS, 5n, ['答复时限', 'Days to reply'], {
    min: 3n,
    max: 15n,
    source: '北干街道博学圆桌汇：3—5 个工作日内回复（2021-01-13 报道）',
  }),
  param('rating_days', Param_Kind.DAYS, 7n, ['评价期限', 'Days to rate'], {
    min: 3n,
    max: 30n,
    source: own,
  }),
  param('settle_hours', Param_Kind.HOURS, 24n, ['处置完毕时限', 'Hours to settlement'], {
    min: 1n,
    max: 168n,
    source: '白杨街道 2021-06-11 报道：90% 均能在 24 小时内处置完毕',
  }),
  param('min_coming', Param_Kind.COUNT, 3n, ['最少到会人数', 'Fewest people who must come'], {
    min: 2n,
    max: 50n,
    source: own,
  }),
  param('quorum', Param_Kind.RATIO, 1n, ['到会比例', 'Share of invitees who must come'], {
    min: 10n,
    max: 100n,
    denominator: 2n,
    source: '参照《城市居民委员会组织法》第十条：居民会议过半数出席',
  }),
  param('venues', Param_Kind.SWITCH, 1n, ['场地可以预订', 'Venues can be booked'], {
    min: 0n,
    max: 1n,
    source: own,
  }),
];

export const packFiles = [
  create(PackBundle_FileSchema, {
    path: 'pack.lua',
    content: encodeText('return pack { id = "mishixiang" }\n'),
  }),
];
