import { dictionary } from './dictionary';

export const round = dictionary(
  {
    confirmed: 'Confirmed',
    document: 'Document',
    partOf: 'Part of',
    consistsOf: 'Consists of',
    onTheMap: 'On the map',
    list: 'Winners',
    named: (named: number, winners: number) =>
      named < winners
        ? `${winners} winners; the sources name ${named} of them.`
        : `The sources name all ${winners} winners.`,
    noWinners: 'The sources name no winners.',
    counted: 'Figures for this round',
    countedAbout: 'Figures of provinces, cities and other subjects that cover this round only.',
  },
  {
    confirmed: '确认日期',
    document: '文号',
    partOf: '属于',
    consistsOf: '包含',
    onTheMap: '在地图上查看',
    list: '优胜者名单',
    named: (named, winners) =>
      named < winners ? `共${winners}个优胜者，来源中有名称的为${named}个。` : `${winners}个优胜者均见于来源。`,
    noWinners: '来源未列出优胜者。',
    counted: '以其为口径的数字',
    countedAbout: '各省、市等以其为口径的数字。',
  },
);
