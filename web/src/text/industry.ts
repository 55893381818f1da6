import { dictionary } from './dictionary';

export const industry = dictionary(
  {
    kind: {
      FIELD: 'Key field of the national clusters',
      LABEL: 'Label outside the six fields',
      TRACK: 'Track of the 2024 contest',
    },
    within: 'Part of',
    named: 'Source',
    tracks: 'Tracks of the 2024 contest',
    track: 'Track',
    clustersAbout: (count: number) => (count === 1 ? 'One national cluster.' : `${count} national clusters.`),
  },
  {
    kind: { FIELD: '国家集群重点领域', LABEL: '六大领域之外的类别', TRACK: '2024年竞赛赛道' },
    within: '所属领域',
    named: '来源',
    tracks: '2024年竞赛赛道',
    track: '赛道',
    clustersAbout: (count) => `${count}个国家级集群。`,
  },
);
