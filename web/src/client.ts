import { createContext, useState } from 'react';
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

/**
 * The newest answer there was, for the controls of a page: they stay from the first on, also after a refusal, or what is
 * being typed in them would be lost. Empty while nothing but an error has come, `undefined` while nothing has.
 */
export function useNewest<Data>({ data, error }: View<Data>): Partial<Data> | undefined {
  const [kept, keep] = useState<Partial<Data>>();
  const newest = data ?? kept ?? (error && {});
  if (newest !== kept) keep(newest);
  return newest;
}
