#!/usr/bin/env node
// Checks Dockerfile and docker-compose.yml as far as that goes without a Docker engine: what they name is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');

const shell = ['cp', 'mkdir', 'rm', 'chmod', 'chown', 'useradd', 'apt-get'];
// What the images bring along that we call.
const programs = {
  debian: shell,
  node: [...shell, 'node', 'npm'],
  rust: [...shell, 'cargo'],
  postgres: ['pg_isready', 'psql'],
};

const broken = [];
const check = (good, text) => good || broken.push(text);

/** `node:22-bookworm-slim` as its name and tag; a tag is needed, a host is not wanted. */
function image(reference, where) {
  const [name, tag] = reference.split(':');
  check(name in programs, `${where}: ${name} is not an image script/check-docker.mjs knows`);
  check(tag && tag !== 'latest', `${where}: ${reference} needs a fixed tag`);
  return { name, tag };
}

// --- Dockerfile ---

const stages = [];
for (const line of read('Dockerfile').replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, '').split('\n')) {
  const [, keyword, rest] = line.match(/^([A-Z]+)\s+(.*)$/) ?? [];
  if (keyword === 'FROM') {
    const [, reference, name] = rest.match(/^(\S+)(?: AS (\S+))?$/);
    stages.push({ name, image: image(reference, 'Dockerfile'), instructions: [] });
  } else if (keyword) {
    stages.at(-1).instructions.push({ keyword, rest });
  }
}
const last = stages.at(-1);
const all = (stage, keyword) => stage.instructions.filter((it) => it.keyword === keyword).map((it) => it.rest);
/** The last instruction of this kind written as a JSON list, such as `CMD ["serve"]`. */
const list = (stage, keyword) => JSON.parse(all(stage, keyword).at(-1)?.match(/\[.*\]/)?.[0] ?? '[]');

const ignored = read('.dockerignore').split('\n').filter((line) => line && !line.startsWith('#'));
for (const path of ['.git', 'target', 'web/dist', 'web/node_modules']) {
  check(ignored.includes(path), `.dockerignore: ${path} is missing`);
}

for (const [index, stage] of stages.entries()) {
  for (const copy of all(stage, 'COPY')) {
    const words = copy.split(/\s+/);
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
    const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1);
    if (from) {
      const maker = stages.slice(0, index).find((it) => it.name === from);
      check(maker, `Dockerfile: COPY --from=${from}: no earlier stage has this name`);
      if (!maker) continue;
      const runs = all(maker, 'RUN');
      for (const source of sources) {
        const isPages = source === `${all(maker, 'WORKDIR').at(-1)}/dist` && runs.includes('npm run build');
        check(isPages || runs.some((run) => run.includes(source)), `Dockerfile: stage ${from} does not make ${source}`);
      }
    } else {
      for (const source of sources) {
        check(existsSync(join(root, source)), `Dockerfile: COPY ${source}: it is not there`);
        const hidden = ignored.some((path) => source === path || source.startsWith(`${path}/`));
        check(!hidden, `Dockerfile: COPY ${source}: .dockerignore keeps it out`);
      }
    }
  }

  for (const run of all(stage, 'RUN')) {
    for (const command of run.replace(/--mount=\S+\s+/g, '').split(/\s*(?:&&|;|\|\|)\s*/)) {
      const [program, ...rest] = command.trim().split(/\s+/);
      check(programs[stage.image.name]?.includes(program), `Dockerfile: ${stage.image.name} has no ${program}`);
      if (program === 'npm' && rest[0] === 'run') {
        check(JSON.parse(read('web/package.json')).scripts[rest[1]], `Dockerfile: web has no script ${rest[1]}`);
      }
      if (program === 'cargo') {
        const crate = rest[rest.indexOf('-p') + 1];
        check(existsSync(join(root, 'crates', crate, 'Cargo.toml')), `Dockerfile: there is no crate ${crate}`);
        check(rest.includes('--locked'), `Dockerfile: ${command}: --locked is missing`);
      }
    }
  }
}

const [binary] = list(last, 'ENTRYPOINT');
check(
  all(last, 'COPY').some((copy) => copy.endsWith(` /usr/local/bin/${binary}`)),
  `Dockerfile: nothing puts ${binary} into /usr/local/bin`,
);
const user = all(last, 'USER').at(-1);
check(user && all(last, 'RUN').some((run) => run.includes('useradd') && run.includes(` ${user}`)), 'Dockerfile: it must run as a user it makes');

const health = list(last, 'HEALTHCHECK');
check(health[0] === binary, `Dockerfile: the health check calls ${health[0]}, which is not in the image`);
const built = join(root, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', binary);
if (existsSync(built)) {
  for (const [command, ...flags] of [list(last, 'CMD'), health.slice(1)]) {
    const help = spawnSync(built, [command, '--help'], { encoding: 'utf8' });
    check(help.status === 0, `Dockerfile: ${binary} has no command ${command}`);
    for (const flag of flags) check(help.stdout.includes(flag), `Dockerfile: ${binary} ${command} has no ${flag}`);
  }
} else {
  console.log(`${built} is not built: its commands were not checked`);
}

const oldestRust = read('Cargo.toml').match(/^rust-version = "(.*)"$/m)[1];
for (const stage of stages.filter((it) => it.image.name === 'rust')) {
  check(stage.image.tag.startsWith(`${oldestRust}-`), `Dockerfile: rust:${stage.image.tag}, but Cargo.toml says ${oldestRust}`);
}

// --- docker-compose.yml ---

/**
 * Reads the YAML that docker-compose.yml keeps to: maps and lists by indentation, lists in brackets as JSON, plain and
 * quoted strings. Anything else is an error.
 */
function parseYaml(text) {
  const lines = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!/^\s*(#|$)/.test(line)) lines.push({ number: index + 1, indent: line.search(/\S/), text: line.trim() });
  }

  const scalar = ({ number }, value) => {
    if (/^["[]/.test(value)) return JSON.parse(value);
    if (/^['{&*!|>%@`]|\s#|:\s|\t/.test(value)) throw new Error(`docker-compose.yml:${number}: not understood: ${value}`);
    return value;
  };
  const block = (indent) => {
    const isList = lines[0].text.startsWith('- ');
    const result = isList ? [] : {};
    while (lines[0]?.indent === indent) {
      const line = lines.shift();
      const [, key, value] = line.text.match(isList ? /^(- )(.+)$/ : /^([\w-]+):(?: +(.+))?$/) ?? [];
      if (!key || key in result) throw new Error(`docker-compose.yml:${line.number}: not understood: ${line.text}`);
      const deeper = lines[0]?.indent > indent;
      if (value !== undefined && deeper) throw new Error(`docker-compose.yml:${lines[0].number}: wrong indentation`);
      const content = value !== undefined ? scalar(line, value) : deeper ? block(lines[0].indent) : null;
      if (isList) result.push(content);
      else result[key] = content;
    }
    return result;
  };

  const result = block(0);
  if (lines.length > 0) throw new Error(`docker-compose.yml:${lines[0].number}: wrong indentation`);
  return result;
}

const { services, volumes } = parseYaml(read('docker-compose.yml'));
const exposed = all(last, 'EXPOSE');

for (const [name, service] of Object.entries(services)) {
  const where = `docker-compose.yml: ${name}`;
  check(service.image || service.build, `${where}: has neither image nor build`);
  if (service.build) check(existsSync(join(root, service.build, 'Dockerfile')), `${where}: ${service.build} has no Dockerfile`);

  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    check(services[other], `${where}: depends on ${other}, which is not there`);
    check(condition !== 'service_healthy' || services[other]?.healthcheck, `${where}: waits for the health of ${other}, which has no check`);
  }
  if (service.image) {
    const { name: base } = image(service.image, where);
    const [how, program] = service.healthcheck?.test ?? [];
    check(!how || (how === 'CMD' && programs[base]?.includes(program)), `${where}: ${base} has no ${program}`);
  }
  for (const volume of service.volumes ?? []) {
    const [source] = volume.split(':');
    check(/^[./]/.test(source) ? existsSync(join(root, source)) : source in (volumes ?? {}), `${where}: volume ${source} is not declared`);
  }
  for (const port of service.ports ?? []) {
    check(service.build && exposed.includes(port.split(':').at(-1)), `${where}: port ${port} is not one the image offers`);
    check(port.startsWith('127.0.0.1:'), `${where}: port ${port} must be open to this machine only`);
  }

  const address = service.environment?.DATABASE_URL;
  if (address) {
    const [, account, password, host, database] = address.match(/^postgres:\/\/([^:]+):(.+)@([^:]+):5432\/(.+)$/) ?? [];
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = services[host]?.environment ?? {};
    check(
      account === POSTGRES_USER && password === POSTGRES_PASSWORD && database === POSTGRES_DB && host in (service.depends_on ?? {}),
      `${where}: DATABASE_URL does not lead to the database of ${host}`,
    );
  }
}

if (spawnSync('docker', ['compose', 'version']).status === 0) {
  const compose = spawnSync('docker', ['compose', 'config', '--quiet'], { cwd: root, encoding: 'utf8' });
  check(compose.status === 0, `docker compose config: ${compose.stderr}`);
}

for (const line of broken) console.error(line);
if (broken.length > 0) process.exit(1);
console.log('Dockerfile and docker-compose.yml name nothing that is missing');
