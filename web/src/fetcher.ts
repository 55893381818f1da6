import type { GraphiQLProps } from 'graphiql';

const ENDPOINT = '/graphql';

function failure(message: string) {
  return { errors: [{ message }] };
}

// Any JSON object is shown as it came, whatever the status: the server's own errors say more than we could.
export const fetcher: GraphiQLProps['fetcher'] = async (request, options) => {
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
    });
  } catch (error) {
    return failure(`The API at ${ENDPOINT} cannot be reached. Is the server running? (${error})`);
  }
  try {
    return await response.json();
  } catch {
    return failure(`The API at ${ENDPOINT} answered with status ${response.status} and no JSON.`);
  }
};
