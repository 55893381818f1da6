import { inLanguage, type Language, PREFIX } from '../src/language';
import { docs } from '../src/text/docs';
import { site } from '../src/text/site';
import { THEMES } from '../src/theme';
import type { Part } from './markdown';
import type { Source } from './tree';

/** A page of the documentation, or the one that says that there is none. */
export interface Content {
  language: Language;
  /** Address without the prefix of a language; empty if the page says that there is none. */
  path: string;
  title: string;
  html: string;
  parts: Part[];
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);
const link = (address: string, text: string, attributes = '') =>
  `<a href="${address}"${attributes}>${escapeHtml(text)}</a>`;
const list = (items: string[], name = '') =>
  `<ul${name && ` class="${name}"`}>${items.map((it) => `<li>${it}</li>`).join('\n')}</ul>`;

function menu(sources: Source[], { language, path }: Content): string {
  const groups = [...new Set(sources.map(({ group }) => group))];
  const parts = groups.map((group) => {
    const links = sources
      .filter((it) => it.group === group)
      .map((it) => link(PREFIX[language] + it.path, it.title, it.path === path ? ' aria-current="page"' : ''));
    return (group ? `<h2>${escapeHtml(group)}</h2>\n` : '') + list(links, 'pages');
  });
  return `<div lang="en">${parts.join('\n')}</div>`;
}

function contents({ language, parts }: Content): string {
  const headings = parts.filter(({ level }) => level === 2);
  if (headings.length < 2) return '';
  const label = docs[language].contents;
  const links = headings.map(({ id, heading }) => link(`#${id}`, heading, ' lang="en"'));
  return `<nav class="docs-contents" aria-label="${label}"><h2>${label}</h2>${list(links, 'pages')}</nav>`;
}

function turn(sources: Source[], { language, path }: Content): string {
  const words = docs[language];
  const position = sources.findIndex((it) => it.path === path);
  if (position < 0) return '';
  const to = (source: Source | undefined, rel: 'prev' | 'next', word: string) =>
    source &&
    `<a rel="${rel}" href="${PREFIX[language]}${source.path}"><span>${word}</span> <b lang="en">${escapeHtml(source.title)}</b></a>`;
  const links = [to(sources[position - 1], 'prev', words.previous), to(sources[position + 1], 'next', words.next)];
  return `<nav class="docs-turn" aria-label="${words.turn}">${links.filter(Boolean).join('\n')}</nav>`;
}

function values(content: Content, sources: Source[], index: string): Record<string, string> {
  const { language, path, title, parts } = content;
  const text = site[language];
  const words = docs[language];
  const prefix = PREFIX[language];
  const other = language === 'EN' ? 'ZH' : 'EN';
  const lang = { EN: 'en', ZH: 'zh-Hans' } as const;
  const items = (links: string[]) => links.map((it) => `<li>${it}</li>`).join('\n');
  return {
    lang: lang[language],
    title: escapeHtml(title),
    name: text.name,
    description: escapeHtml((parts[0]?.text.trim() || text.tagline).slice(0, 200)),
    skip: text.skip,
    home: prefix || '/',
    pagesLabel: text.nav.label,
    pages: items([
      link(prefix || '/', text.nav.home),
      link(`${prefix}/explore`, text.nav.explore),
      link(`${prefix}/compare`, text.nav.compare),
      link(`${prefix}/docs`, text.nav.docs, path === '/docs' ? ' aria-current="page"' : ' aria-current="true"'),
      link('/playground', text.nav.playground),
    ]),
    themeLabel: text.theme.label,
    themes: THEMES.map((it) => `<option value="${it}">${text.theme[it]}</option>`).join('\n'),
    otherLanguage: link(
      inLanguage(other, prefix + (path || '/docs')),
      text.language.other,
      ` lang="${lang[other]}" hreflang="${other.toLowerCase()}"`,
    ),
    index,
    prefix,
    found: words.search.found,
    none: words.search.none,
    failed: words.search.failed,
    searchLabel: words.search.label,
    resultsLabel: words.search.results,
    menuLabel: words.menu,
    menu: menu(sources, content),
    copied: words.copied,
    articleLang: path ? 'en' : lang[language],
    article: content.html,
    turn: turn(sources, content),
    contents: contents(content),
    about: text.footer.about,
    links: items([
      link('/schema.graphql', text.footer.schema),
      link('/clusters.geojson', text.footer.geojson),
      link('/licenses.md', text.footer.licenses),
    ]),
  };
}

/** Puts a page into the template, `docs.html` as Vite has built it. `index` is the address of the search index. */
export function page(template: string, content: Content, sources: Source[], index: string): string {
  const slots = values(content, sources, index);
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`docs.html has a slot {{${name}}}, and nothing fills it`);
    return value;
  });
}

/** The page at the addresses below `/docs` that name nothing. */
export function missing(language: Language): Content {
  const { title, text } = docs[language].missing;
  return { language, path: '', title, html: `<h1>${title}</h1>\n<p>${text}</p>`, parts: [] };
}
