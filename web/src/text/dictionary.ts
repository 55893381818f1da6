import type { Language } from '../gql/graphql';
import { useLanguage } from '../language';

/** The same words in every language: a word that one language lacks is a type error. */
export type Words<Text> = {
  [Key in keyof Text]: Text[Key] extends string
    ? string
    : Text[Key] extends (...a: infer A) => string
      ? (...a: A) => string
      : Words<Text[Key]>;
};

export function dictionary<const Text extends object>(en: Text, zh: Words<Text>): Record<Language, Words<Text>> {
  return { EN: en as Words<Text>, ZH: zh };
}

/** The words of a dictionary in the language of the page. */
export function useText<Text>(words: Record<Language, Text>): Text {
  return words[useLanguage()];
}
