import { dictionary } from './dictionary';

export const home = dictionary(
  {
    title: 'China’s national industrial clusters',
    lead: (count: number) =>
      `Where the winners of the national contest for advanced manufacturing clusters lie: ${count} clusters, in the provinces and in six fields, with every figure traced to its source.`,
    indicator: 'Indicator',
    clusters: 'National clusters',
    figures: 'Figures of provinces',
    time: 'Time',
    newest: 'newest of each',
    map: 'Map',
    mapHint: 'Point at a province, or choose it to read all about it.',
    legend: 'From little to much',
    noFigure: 'no figure',
    ranking: 'Ranking',
    inEach: 'A cluster that spans several provinces counts in each of them.',
    unnamed: (named: number, winners: number) =>
      `The list has ${winners} winners; the sources that were read name ${named} of them.`,
    list: 'The list',
    clustersCount: (count: number) => (count === 1 ? '1 cluster' : `${count} clusters`),
    fields: 'By field',
    fieldsAbout: (count: number) =>
      `The ministry sorts its winners into six fields. Shares are of the ${count} clusters named in the chosen list.`,
    others: 'Outside the six fields',
    noField: 'Without a field',
    none: 'None',
  },
  {
    title: '中国国家级产业集群',
    lead: (count) =>
      `国家先进制造业集群竞赛优胜者分布在哪里：${count}个集群，按省份和六大领域呈现，每个数字都可查到出处。`,
    indicator: '指标',
    clusters: '国家级集群数',
    figures: '各省数据',
    time: '时间',
    newest: '各省最新',
    map: '地图',
    mapHint: '指向某省可看数值，点选可读详情。',
    legend: '由少到多',
    noFigure: '无数据',
    ranking: '排名',
    inEach: '跨省集群在所涉各省分别计数。',
    unnamed: (named, winners) => `名单共${winners}个优胜者，所查来源中有名称的为${named}个。`,
    list: '名单',
    clustersCount: (count) => `${count}个集群`,
    fields: '按领域',
    fieldsAbout: (count) => `主管部门把优胜者归入六大领域。占比以所选名单中有名称的${count}个集群为总数。`,
    others: '六大领域之外',
    noField: '未归入领域',
    none: '无',
  },
);
