import { dictionary } from './dictionary';

export const round = dictionary(
  {
    confirmed: 'Confirmed',
    document: 'Document',
    partOf: 'Part of',
    consistsOf: 'Consists of',
    onTheMap: 'On the map',
    list: 'The winners',
    named: (named: number, winners: number) =>
      named < winners
        ? `It has ${winners} winners; the sources that were read name ${named} of them.`
        : `All ${winners} winners are named by sources.`,
    noWinners: 'No source that was read names a winner.',
    counted: 'Figures that count in it',
    countedAbout: 'Figures of provinces, cities and others that are limited to it.',
  },
  {
    confirmed: '确认日期',
    document: '文号',
    partOf: '属于',
    consistsOf: '包含',
    onTheMap: '在地图上查看',
    list: '优胜者名单',
    named: (named, winners) =>
      named < winners ? `共${winners}个优胜者，所查来源中有名称的为${named}个。` : `${winners}个优胜者均见于来源。`,
    noWinners: '所查来源未列出优胜者。',
    counted: '以其为口径的数字',
    countedAbout: '各省、市等以其为口径的数字。',
  },
);
