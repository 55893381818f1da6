import { dictionary } from './dictionary';

export const cluster = dictionary(
  {
    kind: 'National advanced manufacturing cluster',
    track: 'Track of the 2024 contest',
    assigned: 'assigned by the editors of this data set',
    translated: 'The English name is a translation; the sources have only the Chinese name.',
    compiled: 'The Chinese name is compiled from the sources.',
    awards: 'Awards',
    named: 'Source of the award',
  },
  {
    kind: '国家先进制造业集群',
    track: '2024年竞赛赛道',
    assigned: '由编者归类',
    translated: '英文名为译名，来源中只有中文名。',
    compiled: '中文名由编者根据来源内容整理。',
    awards: '获奖',
    named: '获奖来源',
  },
);
