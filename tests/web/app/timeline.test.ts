// What the core tells of a matter in words of its own is said in ours.
import { create } from '@bufbuild/protobuf';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import {
  TimelineItem_Kind as Kind,
  TimelineItemSchema,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import MatterTimeline from '../../../web/shared/parts/MatterTimeline.vue';

describe('the timeline', () => {
  it.each([
    [Kind.TALLIED, 'passed', '计票：通过'],
    [Kind.TALLIED, 'failed', '计票：未通过'],
    [Kind.RATED, '5', '作出评价：很满意'],
    [Kind.REPLIED, '城管科', '城管科 已答复'],
    [Kind.MIGRATED, '', '转到新规则'],
  ])('says of %s %s: %s', (kind, zh, expected) => {
    const items = [create(TimelineItemSchema, { kind, title: { zh } })];
    const timeline = mount(MatterTimeline, { props: { items } });
    expect(timeline.find('strong').text()).toBe(expected);
  });
});
