import { useSearchParams } from 'wouter';

/** The values in the search part of an address, by name. No value is empty: a name without one is absent. */
export type AddressState<Name extends string> = { [Key in Name]?: string | undefined };

type Set<Name extends string> = (next: AddressState<Name>, options?: { replace: boolean }) => void;

/**
 * Keeps the state of a page in its address, so that a link shows everybody the same, and Back returns to it. `names` are
 * the names that the page knows, in the order in which they are written; others are ignored. With `replace`, a change
 * adds no entry to the browser's history.
 */
export function useAddressState<const Name extends string>(
  names: readonly Name[],
): [state: AddressState<Name>, set: Set<Name>] {
  const [search, setSearch] = useSearchParams();
  const given = (read: (name: Name) => string | null | undefined) =>
    names.flatMap((name): [Name, string][] => {
      const value = read(name)?.trim();
      return value ? [[name, value]] : [];
    });
  return [
    Object.fromEntries(given((name) => search.get(name))) as AddressState<Name>,
    (next, options) => setSearch(new URLSearchParams(given((name) => next[name])), options),
  ];
}
