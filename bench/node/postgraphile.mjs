// PostGraphile 5 on the tables as they are. docs/benchmarks.md says how it is configured.
process.env.NODE_ENV ??= "production";
process.env.GRAPHILE_ENV ??= "production";

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import pg from "pg";
import { connections, databaseUrl, serve } from "./serve.mjs";

const { postgraphile } = await import("postgraphile");
const { makePgService } = await import("postgraphile/adaptors/pg");
const { PostGraphileAmberPreset } = await import("postgraphile/presets/amber");
const { extendSchema, jsonPgSmartTags } = await import("postgraphile/utils");
const { grafserv } = await import("postgraphile/grafserv/node");

/** A stat's subject is a row of `subject`, whose id is that of the cluster: a virtual constraint leads there directly. */
const relations = jsonPgSmartTags({
  version: 1,
  config: { class: { "public.stat": { tags: { foreignKey: "(subject_id) references public.cluster (id)|@fieldName cluster|@foreignFieldName stats" } } } },
});

/** The columns of a period as an object, and qualifiers as an enum, as in the schema that is compared. */
const shapes = extendSchema(() => ({
  typeDefs: /* GraphQL */ `
    extend type Stat { period: Period! qualifierWord: Qualifier! }
    type Period { label: String! }
    enum Qualifier { EXACT OVER NEARLY ABOUT AT_LEAST }
  `,
  objects: {
    Stat: { plans: { period: ($stat) => $stat, qualifierWord: ($stat) => $stat.get("qualifier") } },
    Period: { plans: { label: ($stat) => $stat.get("period_label") } },
  },
  enums: {
    Qualifier: { values: { EXACT: "exact", OVER: "over", NEARLY: "nearly", ABOUT: "about", AT_LEAST: "at_least" } },
  },
}));

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [relations, shapes],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ["public", "peer_postgraphile"],
      pubsub: false,
      poolConfig: { max: connections, min: connections, idleTimeoutMillis: 0 },
    }),
  ],
  schema: { defaultBehavior: "-insert -update -delete" },
  grafserv: { graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
};

await serve(
  async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(await readFile(new URL("setup.sql", import.meta.url), "utf8"));
    await client.end();
  },
  async () => {
    const server = createServer();
    await postgraphile(preset).createServ(grafserv).addTo(server);
    return server;
  },
);
