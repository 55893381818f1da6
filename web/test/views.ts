// The views of the pages that the tests open.

interface View {
  name: string;
  path: string;
  en: string[];
  zh: string[];
  /** How much of it the documentation shows, in pixels from the top. */
  screenshot?: number;
}

/**
 * Every page, with text that must be visible on it in each language: facts of the bundled data. A page that is added to
 * `src/routes.ts` is added here.
 */
export const VIEWS: View[] = [
  {
    name: 'home',
    path: '/',
    en: ['China’s national industrial clusters', '79 clusters', 'Jiangsu', 'High-End Equipment', '36.7%'],
    zh: ['中国国家级产业集群', '79个集群', '江苏省', '高端装备', '36.7%'],
    screenshot: 1180,
  },
  {
    name: 'home-gdp',
    path: '/?indicator=gross_domestic_product_unrevised&scope=published+2021',
    en: ['Gross domestic product (as published in 2021)', 'Guangdong', 'trillion yuan'],
    zh: ['广东省', '万亿元'],
  },
  {
    name: 'cluster',
    path: '/clusters/wuxi-iot',
    en: [
      'Wuxi Internet of Things Cluster',
      '无锡市物联网集群',
      'First batch of final winners',
      '401.1 billion yuan',
      'over 400 billion yuan',
    ],
    zh: [
      '无锡市物联网集群',
      'Wuxi Internet of Things Cluster',
      '先进制造业集群决赛优胜者(第一批)',
      '4011亿元',
      '来源不一',
    ],
    screenshot: 1400,
  },
  {
    name: 'cluster-names',
    path: '/clusters/hefei-intelligent-voice',
    en: ['China Speech Valley', 'Also known as'],
    zh: ['中国声谷', '又称'],
  },
  {
    name: 'explore',
    path: '/explore',
    en: [
      '79 clusters',
      'High-End Equipment',
      'Baoding Power and New Energy High-End Equipment Cluster',
      '保定电力及新能源高端装备集群',
    ],
    zh: ['79个集群', '高端装备', '上海市'],
    screenshot: 1080,
  },
  {
    name: 'explore-figures',
    path: '/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&source=nbs-gdp-revised-2006-2024&period=2024&order=VALUE-DESC',
    en: ['31 figures', 'Guangdong', '14.14889 trillion yuan', 'revised after the Fifth National Economic Census'],
    zh: ['31个数据', '广东省', '14.14889万亿元'],
  },
  {
    name: 'explore-groups',
    path: '/explore?of=stats&kind=PROVINCE&indicator=gross_domestic_product&period=2023&by=REGION',
    en: ['4 groups', 'East', '67.26776 trillion yuan', '6.72678 trillion yuan'],
    zh: ['4组', '东部', '67.26776万亿元'],
  },
  {
    name: 'explore-clusters-by-province',
    path: '/explore?by=PROVINCE&indicator=output_value',
    en: ['25 groups', 'No sum: the figures are for different periods.', 'Jiangsu'],
    zh: ['25组', '无合计：数据的时期不同。', '江苏省'],
  },
  {
    name: 'compare',
    path: '/compare?indicator=gross_domestic_product&subjects=CN-GD,CN-JS,CN-ZJ',
    en: [
      'Before you compare',
      'Zhejiang: other sources disagree for 2024.',
      '13.66969 trillion yuan',
      '36.81928 trillion yuan',
    ],
    zh: ['比较之前', '浙江省：2024另有来源说法不同。', '13.66969万亿元'],
  },
  {
    name: 'compare-clusters',
    path: '/compare?kind=CLUSTER&indicator=output_value&subjects=wuxi-iot,ningde-power-batteries,hefei-intelligent-voice',
    en: ['different sources', 'shown on another basis', 'Ningde Power Battery Cluster'],
    zh: ['宁德市动力电池集群', '比较之前'],
  },
  {
    name: 'compare-start',
    path: '/compare',
    en: ['Choose an indicator, then add subjects to compare.'],
    zh: ['请选择指标，再添加比较对象。'],
  },
  {
    name: 'cluster-nicknames',
    path: '/clusters/wenzhou-yueqing-electrical',
    en: ["China's Capital of Electronics", 'Nickname', 'Yueqing'],
    zh: ['中国电器之都', '别号', '乐清市'],
  },
  {
    name: 'province',
    path: '/provinces/CN-ZJ',
    en: [
      '浙江省',
      'Hangzhou',
      'Wenzhou Yueqing Electrical Industrial Cluster',
      "China's Capital of Electronics",
      '9.01306 trillion yuan',
      '9.0007 trillion yuan',
      'above 1 trillion yuan',
      '160 figures',
    ],
    zh: ['Zhejiang', '杭州', '乐清市', '中国低压电器之都', '1万亿元以上', '共160个数字'],
  },
  {
    name: 'province-empty',
    path: '/provinces/CN-MO',
    en: [
      'Macao',
      '澳门',
      'Special administrative region',
      'No national clusters.',
      'No figures in the sources of this data set.',
    ],
    zh: ['Macao', '特别行政区', '没有国家级集群。', '本数据集的来源中没有相关数字。'],
  },
  {
    name: 'industry',
    path: '/industries/high-end-equipment',
    en: ['高端装备', 'Key field of the national clusters', 'Aerospace Equipment', '29 national clusters.', 'Jiangsu'],
    zh: ['High-End Equipment', '国家集群重点领域', '29个国家级集群。', '江苏省'],
  },
  {
    name: 'track',
    path: '/industries/agricultural-machinery',
    en: ['Track of the 2024 contest', 'High-End Equipment', 'Luoyang Modern Agricultural Machinery Cluster'],
    zh: ['2024年竞赛赛道', '高端装备', 'Agricultural Machinery'],
  },
  {
    name: 'contest',
    path: '/contests/advanced-manufacturing-clusters',
    en: [
      'Ministry of Industry and Information Technology',
      '先进制造业集群竞赛',
      '2019',
      'First list of 25 winners',
      'Large capacity and influence',
    ],
    zh: ['工业和信息化部', 'Contest for Advanced Manufacturing Clusters in China', '25个先进制造业集群决赛优胜者'],
  },
  {
    name: 'round',
    path: '/rounds/all-45-2022',
    en: [
      '45个国家先进制造业集群',
      'The sources name all 45 winners.',
      'First list of 25 winners',
      'over 20 trillion yuan',
      'Chengdu Software and Information Services Cluster',
    ],
    zh: ['All 45 national clusters of the first three rounds', '45个优胜者均见于来源。', '超过20万亿元'],
  },
  {
    name: 'round-incomplete',
    path: '/rounds/2024-contest',
    en: ['工信厅规函〔2024〕252号', 'the sources name 34 of them', '2024-11-18'],
    zh: ['工信厅规函〔2024〕252号', '共35个优胜者，来源中有名称的为34个。', '2024-11-18'],
  },
  {
    name: 'source',
    path: '/sources/ezhejiang-2021-04-01',
    en: [
      'Three Zhejiang-based industrial clusters stand out in national arena',
      '2021-04-01',
      'http://www.ezhejiang.gov.cn/wenzhou/2021-04/01/c_652842.htm',
      '19 figures',
      'Zhejiang',
      'above 1 trillion yuan',
    ],
    zh: [
      'Three Zhejiang-based industrial clusters stand out in national arena',
      '2021-04-01',
      '英语',
      '共19个数字',
      '浙江省',
    ],
  },
  {
    name: 'source-long',
    path: '/sources/nbs-gdp-kaggle-henrylin03',
    en: [
      'National Bureau of Statistics, via Kaggle',
      'Disagreements with other sources',
      'Showing 100 of',
      '11.07609 trillion yuan',
    ],
    zh: ['与其他来源不一之处', '广东省', '在检索页查看全部'],
  },
];

/** One view of each page. */
export const PAGES = [...new Map(VIEWS.toReversed().map((it) => [it.path.split(/[/?]/)[1], it])).values()].toReversed();
