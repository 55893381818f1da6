// Runs a server in one process for each processor, which share a port, and shares out the connections to the database.
import cluster from "node:cluster";
import { availableParallelism } from "node:os";

export const processes = Number(process.env.PROCESSES ?? availableParallelism());
export const connections = Math.max(1, Math.floor(Number(process.env.CONNECTIONS ?? 8) / processes));
export const databaseUrl = process.env.DATABASE_URL;
export const port = Number(process.env.PORT);

/** Calls `prepare` once, then `start` in each process; `start` resolves to a `node:http` server that does not listen yet. */
export async function serve(prepare, start) {
  if (cluster.isPrimary) {
    await prepare();
    if (processes > 1) {
      for (let i = 0; i < processes; i++) cluster.fork();
      let ending = false;
      process.on("SIGTERM", () => {
        ending = true;
        for (const worker of Object.values(cluster.workers)) worker.process.kill("SIGTERM");
      });
      cluster.on("exit", (_, code) => {
        if (!ending) process.exit(code || 1);
        if (Object.keys(cluster.workers).length === 0) process.exit(0);
      });
      return;
    }
  }
  const server = await start();
  server.listen(port, "127.0.0.1");
  process.on("SIGTERM", () => process.exit(0));
}
