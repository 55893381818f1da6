import { createContext, use } from 'react';
import type { Language } from './gql/graphql';

export type { Language };

/** The prefix of the addresses in a language. */
export const PREFIX: Record<Language, string> = { EN: '', ZH: '/zh' };

export const LanguageContext = createContext<Language>('EN');

export const useLanguage = () => use(LanguageContext);

/** The language of an address: a link shows everybody the same. */
export function languageOf(path: string): Language {
  return path === PREFIX.ZH || path.startsWith(`${PREFIX.ZH}/`) ? 'ZH' : 'EN';
}

/** The same address in another language. */
export function inLanguage(language: Language, path: string): string {
  return PREFIX[language] + (path.slice(PREFIX[languageOf(path)].length) || '/');
}
