import { dictionary } from './dictionary';

export const contest = dictionary(
  {
    kind: 'National contest',
    organizer: 'Organizer',
    launched: 'Launched',
    aim: 'Aim',
    criteria: 'Criteria',
    rounds: 'Rounds and lists',
    roundsAbout: 'A list may consist of several batches, a running total of several rounds.',
    confirmed: 'Confirmed',
    partOf: 'Part of',
    kindOfRound: 'Type',
  },
  {
    kind: '国家级竞赛',
    organizer: '主办单位',
    launched: '启动时间',
    aim: '目标',
    criteria: '标准',
    rounds: '轮次与名单',
    roundsAbout: '一份名单可由几批组成，合计则涵盖几轮。',
    confirmed: '确认日期',
    partOf: '属于',
    kindOfRound: '类别',
  },
);
