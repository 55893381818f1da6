// The API, without a page.

/** Sends a request to the API itself. */
export async function query(document: string, variables: object = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(new URL('/graphql', process.env.ATLAS_URL), {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: document, variables }),
  });
  return response.json();
}
