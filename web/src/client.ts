import { createContext } from 'react';
import { cacheExchange, Client, fetchExchange, useQuery } from 'urql';
import type { CombinedError } from 'urql';
import type { TypedDocumentString } from './gql/graphql';

/** Keeps answers by document and variables, so that going back asks nothing. */
export const client = new Client({
  url: new URL('/graphql', location.origin).href,
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { Accept: 'application/graphql-response+json, application/json' } },
});

/** What a page shows: the one request it makes, and what has come of it so far. */
export interface View<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  /** Whether `data` is that of the view before, while this one is being asked for. */
  fetching: boolean;
  /** The request, for "This view as GraphQL". */
  query: string;
  variables: object;
  retry: () => void;
}

/** The view that a part of a page stands in. */
export const ViewContext = createContext<View<unknown> | undefined>(undefined);

/**
 * Asks what a page shows. A page calls this once: the browser tests count its requests. What a visitor opens on it, such
 * as a citation, asks for itself.
 */
export function useView<Data, Variables extends object>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): View<Data> {
  const query: string = document.toString();
  const [{ data, error, fetching }, ask] = useQuery<Data, Variables>({ query, variables });
  return { data, error, fetching, query, variables, retry: () => ask({ requestPolicy: 'network-only' }) };
}
