import { dictionary } from './dictionary';

export const province = dictionary(
  {
    kind: {
      AUTONOMOUS_REGION: 'Autonomous region',
      MUNICIPALITY: 'Municipality',
      PROVINCE: 'Province',
      SPECIAL_ADMINISTRATIVE_REGION: 'Special administrative region',
    },
    capital: 'Capital',
    region: 'Economic region',
    regions: { CENTRAL: 'Central', EAST: 'East', NORTHEAST: 'Northeast', WEST: 'West' },
    abbreviation: 'Abbreviation',
    codes: 'Codes',
    clustersAbout: (count: number) =>
      count === 1 ? 'One national cluster is located here.' : `${count} national clusters are located here.`,
    cities: 'Cities',
    citiesAbout: 'Cities with a national cluster or a figure.',
    city: 'City',
    level: 'Level',
    levels: {
      AUTONOMOUS_PREFECTURE: 'Autonomous prefecture',
      COUNTY_LEVEL_CITY: 'County-level city',
      MUNICIPALITY: 'Municipality',
      PREFECTURE_LEVEL_CITY: 'Prefecture-level city',
      SUB_PROVINCIAL_CITY: 'Sub-provincial city',
    },
    within: (parent: string) => `in ${parent}`,
    cityFigures: 'Figures of cities',
  },
  {
    kind: {
      AUTONOMOUS_REGION: '自治区',
      MUNICIPALITY: '直辖市',
      PROVINCE: '省',
      SPECIAL_ADMINISTRATIVE_REGION: '特别行政区',
    },
    capital: '省会（首府）',
    region: '经济区域',
    regions: { CENTRAL: '中部', EAST: '东部', NORTHEAST: '东北', WEST: '西部' },
    abbreviation: '简称',
    codes: '代码',
    clustersAbout: (count) => `${count}个国家级集群位于或涉及本地。`,
    cities: '城市',
    citiesAbout: '国家级集群所在或有数据的城市。',
    city: '城市',
    level: '级别',
    levels: {
      AUTONOMOUS_PREFECTURE: '自治州',
      COUNTY_LEVEL_CITY: '县级市',
      MUNICIPALITY: '直辖市',
      PREFECTURE_LEVEL_CITY: '地级市',
      SUB_PROVINCIAL_CITY: '副省级城市',
    },
    within: (parent) => `属${parent}`,
    cityFigures: '所辖城市的数字',
  },
);
