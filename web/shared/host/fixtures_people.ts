// What the fake core says of the territory and of who asks to join.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ApplicantRowSchema,
  TerritoryViewSchema,
} from '../generated/yiting/v1/view_desk_pb';
import type { ViewRequest, ViewSchema } from '../generated/yiting/v1/view_pb';
import { makeMetrics } from './fixtures';
import { makeDigest, makeDuty } from './fixtures_desk';

export const compoundId = new Uint8Array(16).fill(0xc1);
export const stairwellId = new Uint8Array(16).fill(0xb1);
export const councilUnit = 'stairwell_council_b1b1b1b1b1b1b1b1';
// 2020-01-01 and 2026-07-01, in China.
const founded = 1_577_808_000_000n;
const ends = 1_782_835_200_000n;

export function makeTerritory(): MessageInitShape<typeof TerritoryViewSchema> {
  const kind = {
    compound: { zh: '小区', en: 'Compound' },
    stairwell: { zh: '单元', en: 'Stairwell' },
  };
  return {
    places: [
      {
        place: compoundId,
        kind: 'compound',
        title: { zh: '半道红小区' },
        kindTitle: kind.compound,
        rooms: 48n,
        households: 45n,
        openMatters: 3n,
      },
      {
        place: stairwellId,
        parent: compoundId,
        kind: 'stairwell',
        title: { zh: '1幢1单元' },
        kindTitle: kind.stairwell,
        rooms: 12n,
        households: 11n,
        openMatters: 1n,
        depth: 1,
        mine: true,
      },
    ],
    bodies: [
      {
        body: councilUnit,
        kind: 'stairwell_council',
        title: { zh: '1幢1单元议事会' },
        place: stairwellId,
        placeTitle: { zh: '1幢1单元' },
        openMatters: 2n,
        members: [
          {
            member: new Uint8Array(16).fill(0x11),
            name: '王阿姨',
            role: { zh: '居民', en: 'Resident' },
            fromMs: founded,
            untilMs: ends,
          },
        ],
      },
    ],
    placeKinds: [
      { id: 'compound', title: kind.compound },
      { id: 'stairwell', title: kind.stairwell },
    ],
    bodyKinds: [
      { id: 'owners_committee', title: { zh: '业主委员会' }, at: ['compound'] },
      { id: 'stairwell_council', title: { zh: '楼道议事会' }, at: ['stairwell'] },
    ],
  };
}

export type Applicant = MessageInitShape<typeof ApplicantRowSchema>;

export function makeApplicant(device: Uint8Array, profile = '周先生\n1幢102'): Applicant {
  return { member: new Uint8Array(16).fill(0x77), device, askedMs: founded, profile };
}

// Views that are the same whatever was done.
export function plainView(
  kind: ViewRequest['view']['case'],
): NonNullable<MessageInitShape<typeof ViewSchema>['view']> | null {
  switch (kind) {
    case 'duty':
      return { case: 'duty', value: makeDuty() };
    case 'digest':
      return { case: 'digest', value: makeDigest() };
    case 'metrics':
      return { case: 'metrics', value: makeMetrics() };
    case 'territory':
      return { case: 'territory', value: makeTerritory() };
    default:
      return null;
  }
}
