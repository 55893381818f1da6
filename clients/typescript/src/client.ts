import { Cache } from './cache.js';
import type { Document } from './document.js';
import { AtlasError, fault, faultOf } from './error.js';
import { type Answer, persistently, retryAfter } from './retry.js';

export interface AtlasOptions {
  /** Sent with every request, such as `X-API-Key`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often to ask again after 429, 503 or a failure of the network: 4 times unless given. */
  readonly retries?: number;
  /** Milliseconds to wait between two tries at most: 30,000 unless given. If the server asks for more, that is an error. */
  readonly longestWait?: number;
  /**
   * How many answers to keep, none unless given. With it queries go by GET, and a server that says by its ETag that an
   * answer is still the same does not send it again. A browser keeps answers by itself.
   */
  readonly cache?: number;
}

export interface QueryOptions {
  /** Ends the query, also while it waits to ask again; it then throws the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** A page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Left out where every variable may be left out. */
type Rest<Variables> = {} extends Variables
  ? [variables?: Variables, options?: QueryOptions]
  : [variables: Variables, options?: QueryOptions];

/** Variables of a query that pages forwards. */
type Forwards<Variables> = Variables & { readonly before?: never; readonly last?: never };

/** Longer addresses are refused by some servers and proxies on the way, so a query that makes one goes by POST. */
const LONGEST_ADDRESS = 8000;

/** A client of the server at one address. */
export class Atlas {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof globalThis.fetch;
  readonly #retries: number;
  readonly #longestWait: number;
  readonly #cache: Cache | null;

  /** `url` is that of `/graphql`, such as `http://127.0.0.1:8080/graphql`. */
  constructor(url: string | URL, options: AtlasOptions = {}) {
    this.#url = String(url);
    this.#headers = { accept: 'application/graphql-response+json, application/json;q=0.9', ...options.headers };
    this.#fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
    this.#retries = options.retries ?? 4;
    this.#longestWait = options.longestWait ?? 30_000;
    this.#cache = options.cache ? new Cache(options.cache) : null;
  }

  /** The answer to a document. Throws an `AtlasError` unless all of it was answered. */
  async query<Result, Variables>(
    document: Document<Result, Variables>,
    ...[variables, options = {}]: Rest<NoInfer<Variables>>
  ): Promise<Result> {
    const answer = await this.#answer(document.toString(), variables ?? {}, options.signal);
    return this.#read(answer) as Result;
  }

  /** The pages of a list, one request each, from `after` to the end. `pick` finds the list in an answer. */
  async *pages<Result, Variables extends { after?: string | null | undefined }, Page extends Connection<unknown>>(
    document: Document<Result, Variables>,
    variables: Forwards<NoInfer<Variables>>,
    pick: (result: Result) => Page | null | undefined,
    options: QueryOptions = {},
  ): AsyncGenerator<Page, void, undefined> {
    let after = variables.after;
    for (;;) {
      const answer = await this.#answer(document.toString(), { ...variables, after }, options.signal);
      const page = pick(this.#read(answer) as Result);
      if (!page) return;
      yield page;
      const { hasNextPage, endCursor } = page.pageInfo;
      if (!hasNextPage || endCursor === null) return;
      after = endCursor;
    }
  }

  /** What is in a list, page by page as it is needed. Nothing, if `pick` finds no list. */
  async *nodes<Result, Variables extends { after?: string | null | undefined }, Node>(
    document: Document<Result, Variables>,
    variables: Forwards<NoInfer<Variables>>,
    pick: (result: Result) => Connection<Node> | null | undefined,
    options: QueryOptions = {},
  ): AsyncGenerator<Node, void, undefined> {
    for await (const page of this.pages(document, variables, pick, options)) yield* page.nodes;
  }

  async #answer(query: string, variables: unknown, signal: AbortSignal | undefined): Promise<Answer> {
    const patience = { retries: this.#retries, longestWait: this.#longestWait, signal };
    try {
      return await persistently(() => this.#send(query, variables, signal), patience);
    } catch (cause) {
      signal?.throwIfAborted();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new AtlasError([fault('NO_ANSWER', `No answer from ${this.#url}: ${why}`)], { cause });
    }
  }

  async #send(query: string, variables: unknown, signal: AbortSignal | undefined): Promise<Answer> {
    const common = signal ? { signal } : {};
    if (this.#cache) {
      const address = new URL(this.#url, globalThis.location?.href);
      address.searchParams.set('query', query);
      address.searchParams.set('variables', JSON.stringify(variables));
      if (address.href.length <= LONGEST_ADDRESS) {
        const kept = this.#cache.get(address.href);
        const headers = kept ? { ...this.#headers, 'if-none-match': kept.tag } : this.#headers;
        const response = await this.#fetch(address.href, { headers, ...common });
        if (kept && response.status === 304) return { status: 200, headers: response.headers, text: kept.text };
        const text = await response.text();
        const tag = response.headers.get('etag');
        if (tag && response.status === 200) this.#cache.set(address.href, { tag, text });
        return { status: response.status, headers: response.headers, text };
      }
    }
    const response = await this.#fetch(this.#url, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      ...common,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  #read({ status, headers, text }: Answer): unknown {
    const particulars = { status, requestId: headers.get('x-request-id'), retryAfter: retryAfter(headers) };
    let body: any;
    try {
      body = JSON.parse(text);
    } catch (cause) {
      const message = `The answer of ${this.#url} is not GraphQL: it has status ${status} and is not JSON.`;
      throw new AtlasError([fault('NOT_GRAPHQL', message)], { ...particulars, cause });
    }
    const [first, ...others] = Array.isArray(body?.errors) ? body.errors : [];
    if (first) throw new AtlasError([faultOf(first), ...others.map(faultOf)], { ...particulars, data: body.data });
    if (typeof body?.data !== 'object' || body.data === null) {
      const message = `The answer of ${this.#url} is not GraphQL: it has status ${status} and neither data nor errors.`;
      throw new AtlasError([fault('NOT_GRAPHQL', message)], particulars);
    }
    return body.data;
  }
}
