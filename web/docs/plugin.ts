import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { type Language, PREFIX } from '../src/language';
import { docs as words } from '../src/text/docs';
import { examples } from './examples';
import { type Context, render } from './markdown';
import { missing, page } from './page';
import { ROOT, readSources, type Source } from './tree';

/** The page that Vite builds, with slots for what `page.ts` puts in. */
const TEMPLATE = 'docs.html';
/** The examples for the playground: `src/playground/queries.tsx` imports them by this name. */
const EXAMPLES = 'virtual:docs-examples';
const INDEX = 'docs-search.json';
const LANGUAGES: Language[] = ['EN', 'ZH'];

/** Address of a file that pages load, by its path in the repository or its content. */
interface Assets {
  image: (path: string) => string;
  index: (json: string) => string;
}

/** Width and height of a PNG, which its header has after the length and the name of its first chunk. */
function sizeOf(path: string): { width: number; height: number } {
  const png = readFileSync(join(ROOT, path));
  if (png.toString('latin1', 12, 16) !== 'IHDR')
    throw new Error(`${path} is no PNG: the documentation shows no others`);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

function contextOf(sources: Source[], language: Language, image: Assets['image']): Context {
  const paths = new Map(sources.map(({ file, path }) => [file, PREFIX[language] + path]));
  return {
    addressOf: (file) => paths.get(file),
    image: (path) => ({ address: image(path), ...sizeOf(path) }),
    words: words[language],
  };
}

/** What the search looks through: every part of every page but the first, which only lists the others. */
function searchIndex([, ...sources]: Source[], context: Context): string {
  const entries = sources.flatMap((source) =>
    render(source, context).parts.map(({ id, level, heading, text }) => ({
      address: level === 1 ? source.path : `${source.path}#${id}`,
      page: source.title,
      heading,
      text: text.trim(),
    })),
  );
  return JSON.stringify(entries.map((entry, id) => ({ id, ...entry })));
}

/** Every page by its address, and those that say that there is none. */
function* pages(template: string, assets: Assets): Generator<[string, string]> {
  const sources = readSources();
  const index = assets.index(searchIndex(sources, contextOf(sources, 'EN', assets.image)));
  for (const language of LANGUAGES) {
    const context = contextOf(sources, language, assets.image);
    for (const source of sources) {
      const content = { language, path: source.path, title: source.title, ...render(source, context) };
      yield [PREFIX[language] + source.path, page(template, content, sources, index)];
    }
    yield [`${PREFIX[language]}/404`, page(template, missing(language), sources, index)];
  }
}

/**
 * Renders `docs/` of the repository to static pages: `dist/docs.html`, `dist/docs/…`, the same below `zh/` with the frame
 * in Chinese, and a `404.html` for each language. During development they are rendered anew for each request.
 */
export function docs(): Plugin {
  return {
    name: 'docs',

    resolveId: (id) => (id === EXAMPLES ? `\0${EXAMPLES}` : undefined),
    load: (id) => (id === `\0${EXAMPLES}` ? `export default ${JSON.stringify(examples(readSources()))}` : undefined),

    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const template = bundle[TEMPLATE];
        if (template?.type !== 'asset') return;
        const emit = (name: string, source: string | Uint8Array) =>
          `/${this.getFileName(this.emitFile({ type: 'asset', name, source }))}`;
        const assets: Assets = {
          image: (path) => emit(basename(path), readFileSync(join(ROOT, path))),
          index: (json) => emit(INDEX, json),
        };
        delete bundle[TEMPLATE];
        // The script shows the chosen colours: whatever is drawn before would flash in others.
        const html = String(template.source).replace('<script type="module"', '$& blocking="render"');
        for (const [address, source] of pages(html, assets)) {
          this.emitFile({ type: 'asset', fileName: `${address.slice(1)}.html`, source });
        }
      },
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const address = new URL(request.url ?? '/', 'http://localhost').pathname;
        const known = address === `/${INDEX}` || /^(\/zh)?\/docs(\/|$)/.test(address);
        if (!known) return next();
        let index = '';
        const assets: Assets = {
          image: (path) => `/@fs${ROOT}${path}`,
          index: (json) => {
            index = json;
            return `/${INDEX}`;
          },
        };
        const all = new Map(pages(readFileSync(join(server.config.root, TEMPLATE), 'utf8'), assets));
        if (address === `/${INDEX}`) return response.setHeader('content-type', 'application/json').end(index);
        const html = all.get(address) ?? all.get(address.startsWith('/zh') ? '/zh/404' : '/404')!;
        response.statusCode = all.has(address) ? 200 : 404;
        void server.transformIndexHtml(address, html).then((it) => response.end(it), next);
      });
    },
  };
}
