import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import graphql from 'highlight.js/lib/languages/graphql';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { to } from '../src/addresses';
import { examplesOf } from './examples';
import { resolve, type Source } from './tree';

const languages = { bash, graphql, ini, json, python, rust, sql, typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** What the HTML of a page takes from outside its file. */
export interface Context {
  /** Address of the page of a file below `docs/`, if there is one. */
  addressOf: (file: string) => string | undefined;
  /** Address and size of an image by its path in the repository. */
  image: (path: string) => { address: string; width: number; height: number };
  words: { open: string; copy: string; code: string; table: string };
}

/** A part of a page under one heading. */
export interface Part {
  id: string;
  level: number;
  heading: string;
  /** Its words, for the search: without answers, which repeat the data. */
  text: string;
}

const { escapeHtml } = new MarkdownIt().utils;

/** Text of inline tokens, without marks. */
function plain(tokens: Token[] | null): string {
  return (tokens ?? []).map((it) => (it.type === 'softbreak' ? ' ' : it.content)).join('');
}

/** The anchor that GitHub gives a heading, so that links work in the repository and here. */
function anchor(heading: string, taken: Set<string>): string {
  const base = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  let id = base;
  for (let count = 1; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

/** Gives each heading an id and makes it a link to itself; collects the parts of the page. */
function partsOf(tokens: Token[]): Part[] {
  const taken = new Set<string>();
  const parts: Part[] = [];
  for (const [position, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const heading = plain(tokens[position + 1]!.children);
      const id = anchor(heading, taken);
      token.attrSet('id', id);
      parts.push({ id, level: Number(token.tag.slice(1)), heading, text: '' });
    } else if (token.type === 'inline' && tokens[position - 1]?.type !== 'heading_open') {
      parts.at(-1)!.text += `${plain(token.children)} `;
    } else if (token.type === 'fence' && !/^(json|text)\b/.test(token.info)) {
      parts.at(-1)!.text += `${token.content} `;
    }
  }
  return parts;
}

/**
 * Names each cell by the head of its column: where there is no room for columns, the name is shown beside the cell. A class
 * says how cells are aligned, since the policy of the pages refuses style attributes.
 */
function prepareTables(tokens: Token[]) {
  let heads: string[] = [];
  let column = 0;
  for (const [position, token] of tokens.entries()) {
    const align = /^text-align:(\w+)$/.exec(String(token.attrGet('style')))?.[1];
    if (align) token.attrs = [['class', align]];
    if (token.type === 'table_open') heads = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') heads.push(plain(tokens[position + 1]!.children));
    if (token.type === 'td_open') token.attrSet('data-label', heads[column++] ?? '');
  }
}

/** Leads links to files of the documentation to their pages; other files of the repository are named, not linked. */
function lead(link: Token, end: Token, text: string, source: Source, context: Context) {
  const href = String(link.attrGet('href'));
  if (/^\w+:/.test(href)) return;
  const { target, fragment } = resolve(source.file, href);
  const address = target === 'schema.graphql' ? '/schema.graphql' : context.addressOf(target.replace(/^docs\//, ''));
  if (address) {
    link.attrSet('href', address + fragment);
  } else if (target.startsWith('docs/')) {
    throw new Error(`docs/${source.file} links to ${target}, which does not exist`);
  } else {
    link.tag = end.tag = 'span';
    link.attrs = null;
    if (!text.includes(target)) end.meta = { after: ` (<code>${escapeHtml(target)}</code>)` };
  }
}

function leadAll(tokens: Token[], source: Source, context: Context) {
  for (const { children } of tokens) {
    for (const [position, token] of (children ?? []).entries()) {
      if (token.type !== 'link_open') continue;
      const rest = children!.slice(position);
      const length = rest.findIndex((it) => it.type === 'link_close');
      lead(token, rest[length]!, plain(rest.slice(1, length)), source, context);
    }
  }
}

/** How the parts of a page are written where Markdown's own way is not ours. */
function rulesOf(source: Source, context: Context): Record<string, RendererRule> {
  const { words } = context;
  const examples = examplesOf(source);
  return {
    heading_open(tokens, index) {
      const { tag } = tokens[index]!;
      const id = escapeHtml(String(tokens[index]!.attrGet('id')));
      return tag === 'h1' ? `<h1 id="${id}">` : `<${tag} id="${id}"><a class="anchor" href="#${id}">`;
    },
    heading_close(tokens, index) {
      const { tag } = tokens[index]!;
      return tag === 'h1' ? '</h1>\n' : `</a></${tag}>\n`;
    },
    link_close(tokens, index) {
      const { tag, meta } = tokens[index]!;
      return `</${tag}>${(meta as { after: string } | null)?.after ?? ''}`;
    },
    image(tokens, index) {
      const token = tokens[index]!;
      const { address, width, height } = context.image(resolve(source.file, String(token.attrGet('src'))).target);
      const alt = escapeHtml(plain(token.children));
      return `<img src="${address}" alt="${alt}" width="${width}" height="${height}" loading="lazy">`;
    },
    table_open: () => `<div class="scroll" role="group" aria-label="${words.table}" tabindex="0"><table>`,
    table_close: () => '</table></div>\n',
    fence(tokens, index) {
      const { info, content } = tokens[index]!;
      const language = info.trim();
      const code = hljs.getLanguage(language) ? hljs.highlight(content, { language }).value : escapeHtml(content);
      const example = language === 'graphql' ? examples.shift() : undefined;
      const link = example && `<a href="${escapeHtml(to.playground(example.query, {}))}">${words.open}</a>`;
      return `<div class="code ${escapeHtml(language)}">
<pre role="group" aria-label="${words.code}" tabindex="0"><code>${code}</code></pre>
<p class="code-actions">${link ?? ''}<button type="button" class="copy-code" aria-live="polite" hidden>${words.copy}</button></p>
</div>\n`;
    },
  };
}

/** The HTML of a file of the documentation, and its parts. */
export function render(source: Source, context: Context): { html: string; parts: Part[] } {
  const markdown = new MarkdownIt({ html: true });
  Object.assign(markdown.renderer.rules, rulesOf(source, context));
  const env = {};
  const tokens = markdown.parse(source.text, env);
  const parts = partsOf(tokens);
  leadAll(tokens, source, context);
  prepareTables(tokens);
  return { html: markdown.renderer.render(tokens, markdown.options, env), parts };
}
