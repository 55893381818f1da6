import { createContext, useState } from 'react';
import type { CombinedError } from 'urql';
import { Client, cacheExchange, fetchExchange, useQuery } from 'urql';
import type { TypedDocumentString } from './gql/graphql';

/** Caches answers by document and variables, so that going back makes no request. */
export const client = new Client({
  url: new URL('/graphql', location.origin).href,
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetchOptions: { headers: { Accept: 'application/graphql-response+json, application/json' } },
});

/** A request whose answer is `Data`, whatever its variables. */
export interface ViewRequest<Data> {
  document: TypedDocumentString<Data, never>;
  variables: object;
}

/** The request of a page, its state and its answer. */
export interface View<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  /** Whether a request is under way; `data` is then that of the request before. */
  fetching: boolean;
  /** The document, for "This view as GraphQL". */
  query: string;
  variables: object;
  retry: () => void;
}

/** The view that a part of a page belongs to. */
export const ViewContext = createContext<View<unknown> | undefined>(undefined);

/**
 * Requests what a page shows. A page calls this once: the browser tests count its requests. What a visitor opens on it,
 * such as a citation, makes its own.
 */
export function useView<Data, Variables extends object>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): View<Data> {
  return useRequest({ document, variables });
}

/** `useView` for a page that makes one of several requests. */
export function useRequest<Data>({ document, variables }: ViewRequest<Data>): View<Data> {
  const query: string = document.toString();
  const [{ data, error, fetching }, execute] = useQuery<Data, object>({ query, variables });
  return { data, error, fetching, query, variables, retry: () => execute({ requestPolicy: 'network-only' }) };
}

/**
 * The last data, for the controls of a page: they stay when a later request fails, or what is being typed in them would
 * be lost. Empty if the first request failed, `undefined` while it is under way.
 */
export function useLastData<Data>({ data, error }: View<Data>): Partial<Data> | undefined {
  const [last, setLast] = useState(data);
  // Set while rendering, not in an effect: React then renders again at once, before anything reaches the screen.
  if (data !== undefined && data !== last) setLast(data);
  return data ?? last ?? (error && {});
}
