import { dictionary } from './dictionary';

export const cluster = dictionary(
  {
    kind: 'National advanced manufacturing cluster',
    track: 'Track of the 2024 contest',
    assigned: 'assigned by the compiler',
    translated: 'The English name is a translation; the sources print the Chinese one.',
    compiled: 'The Chinese name was put together from what the sources say.',
    awards: 'Awards',
    named: 'Named as a winner in',
  },
  {
    kind: '国家先进制造业集群',
    track: '2024年竞赛赛道',
    assigned: '由编者归类',
    translated: '英文名为译名，来源中只有中文名。',
    compiled: '中文名由编者根据来源内容整理。',
    awards: '获奖',
    named: '列为优胜者的来源',
  },
);
