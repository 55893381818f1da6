import type { GraphiQLProps } from 'graphiql';

type Fetcher = GraphiQLProps['fetcher'];
type Observable = Extract<ReturnType<Fetcher>, { subscribe: unknown }>;
type Observer = Extract<Parameters<Observable['subscribe']>[0], { complete: unknown }>;

const ENDPOINT = '/graphql';

function failure(message: string) {
  return { errors: [{ message }] };
}

// Any JSON object is shown as it came, whatever the status: the server's own errors are more specific than ours.
async function ask(signal: AbortSignal, ...[request, options]: Parameters<Fetcher>) {
  let response: Response;
  try {
    response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: {
        Accept: 'application/graphql-response+json, application/json',
        'Content-Type': 'application/json',
        ...options?.headers,
      },
      body: JSON.stringify(request),
      signal,
    });
  } catch (error) {
    return failure(`The API at ${ENDPOINT} cannot be reached. Is the server running? (${error})`);
  }
  try {
    return await response.json();
  } catch {
    return failure(`The API at ${ENDPOINT} answered with status ${response.status} and no JSON.`);
  }
}

/**
 * Returns an observable, which GraphiQL cancels when the request is stopped or another tab is opened. A late response of
 * a promise would appear in the tab that is open by then.
 */
export const fetcher: Fetcher = (...request) => ({
  subscribe({ next, complete }: Observer) {
    const controller = new AbortController();
    void ask(controller.signal, ...request).then((result) => {
      if (controller.signal.aborted) return;
      next(result);
      complete();
    });
    return { unsubscribe: () => controller.abort() };
  },
});
