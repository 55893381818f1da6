export const STYLES = ['plain', 'apa', 'bibtex', 'cslJson'] as const;
export type Style = (typeof STYLES)[number];
export type Citations = Record<Style, string>;

/** Joins citations into one text that reference managers can read. */
export function together(style: Style, citations: Citations[]): string {
  const texts = citations.map((it) => it[style]);
  if (style !== 'cslJson') return texts.join('\n\n');
  return JSON.stringify(
    texts.flatMap((text) => JSON.parse(text)),
    null,
    2,
  );
}

/** Adds the address of a page to the citation of the data set. */
export function withPage(dataset: Citations, title: string, url: string): Citations {
  const words = `${title}. ${url}`;
  const [item] = JSON.parse(dataset.cslJson);
  return {
    plain: `${dataset.plain} ${words}`,
    apa: `${dataset.apa} ${words}`,
    bibtex: dataset.bibtex
      .replace(/^( {2}note = \{)(.*)(\})/m, (_, start, note, end) => `${start}${latex(title)}. ${note}${end}`)
      .replace(/\n\}\s*$/, `,\n  url = {${url}}\n}`),
    cslJson: JSON.stringify([{ ...item, URL: url, note: `${title}. ${item.note}` }]),
  };
}

/** Escapes the characters that are special in LaTeX. */
function latex(text: string): string {
  const named: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return text.replace(/[\\~^&%$#_{}]/g, (it) => named[it] ?? `\\${it}`);
}
