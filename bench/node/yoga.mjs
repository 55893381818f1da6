// A hand-written server as the documents of its parts have it: GraphQL Yoga, DataLoader for what hangs below a list, pg.
process.env.NODE_ENV ??= "production";

import { createServer } from "node:http";
import { useGraphQlJit } from "@envelop/graphql-jit";
import DataLoader from "dataloader";
import { createSchema, createYoga } from "graphql-yoga";
import pg from "pg";
import { connections, databaseUrl, serve } from "./serve.mjs";

const typeDefs = /* GraphQL */ `
  type Query {
    provinces(first: Int! = 20): [Province!]!
    stats(first: Int! = 20): [Stat!]!
  }
  type Province {
    code: String!
    name: String!
    clusters(first: Int! = 20): [Cluster!]!
  }
  type Cluster {
    slug: String!
    name: String!
    stats(first: Int! = 20): [Stat!]!
  }
  type Stat {
    value: String!
    qualifier: Qualifier!
    period: Period!
    asPrinted: String
    indicator: Indicator!
    unit: Unit!
    source: Source!
  }
  enum Qualifier { EXACT OVER NEARLY ABOUT AT_LEAST }
  type Period { label: String! }
  type Indicator { code: String! name: String! nameZh: String! }
  type Unit { code: String! }
  type Source { slug: String! title: String! publisher: String! url: String }
`;

const statColumns = "value, qualifier, period_label, as_printed, indicator_id, unit_code, source_id";
const newestFirst = "period_end desc, period_start desc, indicator_code, key";

// Each has a name, so that it is prepared once for each connection.
const provinces = { name: "provinces", text: "select id, code, name_en from province order by code limit $1" };
const stats = { name: "stats", text: `select ${statColumns} from stat order by ${newestFirst} limit $1` };
const clustersOfProvinces = {
  name: "clusters-of-provinces",
  text: `select parent.id as parent, child.* from unnest($1::bigint[]) as parent(id) cross join lateral (
    select cluster.id, cluster.slug, cluster.name_en
    from (
      select distinct cluster_slug, cluster_id from cluster_location where province_id = parent.id
      order by cluster_slug limit $2
    ) as location
    join cluster on cluster.id = location.cluster_id
    order by location.cluster_slug
  ) as child`,
};
const statsOfClusters = {
  name: "stats-of-clusters",
  text: `select parent.id as parent, child.* from unnest($1::bigint[]) as parent(id) cross join lateral (
    select ${statColumns} from stat where subject_id = parent.id order by ${newestFirst} limit $2
  ) as child`,
};
const indicators = { name: "indicators", text: "select id, code, name_en, name_zh from indicator where id = any($1::bigint[])" };
const units = { name: "units", text: "select code from unit where code = any($1::text[])" };
const sources = { name: "sources", text: "select id, slug, title, publisher, url from source where id = any($1::bigint[])" };

let pool;
const rows = async (query, ...values) => (await pool.query({ ...query, values })).rows;

/** Loads rows by key. */
const byKey = (query, column) =>
  new DataLoader(async (keys) => {
    const found = new Map();
    for (const row of await rows(query, keys)) found.set(row[column], row);
    return keys.map((key) => found.get(key));
  });

/** Loads the first children of parents, a loader for each number of children asked for. */
const children = (query) => {
  const loaders = new Map();
  return (parent, first) => {
    if (!loaders.has(first)) {
      const loader = new DataLoader(async (parents) => {
        const lists = new Map(parents.map((id) => [id, []]));
        for (const row of await rows(query, parents, first)) lists.get(row.parent).push(row);
        return parents.map((id) => lists.get(id));
      });
      loaders.set(first, loader);
    }
    return loaders.get(first).load(parent);
  };
};

const resolvers = {
  Query: {
    provinces: (_, { first }) => rows(provinces, first),
    stats: (_, { first }) => rows(stats, first),
  },
  Province: {
    name: (province) => province.name_en,
    clusters: (province, { first }, context) => context.clustersOfProvince(province.id, first),
  },
  Cluster: {
    name: (cluster) => cluster.name_en,
    stats: (cluster, { first }, context) => context.statsOfCluster(cluster.id, first),
  },
  Stat: {
    period: (stat) => ({ label: stat.period_label }),
    asPrinted: (stat) => stat.as_printed,
    indicator: (stat, _, context) => context.indicator.load(stat.indicator_id),
    unit: (stat, _, context) => context.unit.load(stat.unit_code),
    source: (stat, _, context) => context.source.load(stat.source_id),
  },
  Qualifier: { EXACT: "exact", OVER: "over", NEARLY: "nearly", ABOUT: "about", AT_LEAST: "at_least" },
  Indicator: { name: (indicator) => indicator.name_en, nameZh: (indicator) => indicator.name_zh },
};

const context = () => ({
  clustersOfProvince: children(clustersOfProvinces),
  statsOfCluster: children(statsOfClusters),
  indicator: byKey(indicators, "id"),
  unit: byKey(units, "code"),
  source: byKey(sources, "id"),
});

await serve(
  async () => {},
  async () => {
    pool = new pg.Pool({ connectionString: databaseUrl, max: connections, min: connections, idleTimeoutMillis: 0 });
    return createServer(
      createYoga({
        schema: createSchema({ typeDefs, resolvers }),
        context,
        plugins: process.env.JIT === "0" ? [] : [useGraphQlJit()],
        graphiql: false,
        landingPage: false,
        logging: false,
        multipart: false,
      }),
    );
  },
);
