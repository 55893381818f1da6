import type { Open } from './document.js';

/** What `code` can be: those of the server, and two of this client. */
export const codes = [
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LIMIT_EXCEEDED',
  'INTROSPECTION_DISABLED',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_ONLY',
  'RATE_LIMITED',
  'OVERLOADED',
  'TIMEOUT',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  /** No answer came; `cause` says why. */
  'NO_ANSWER',
  /** The answer is not one of GraphQL: the address is another's, or something on the way has failed. */
  'NOT_GRAPHQL',
] as const;

export type Code = Open<(typeof codes)[number]>;

/** One error of an answer. */
export interface Fault {
  readonly message: string;
  readonly code: Code;
  /** The field of the answer it belongs to. */
  readonly path: readonly (string | number)[] | null;
  /** The argument or variable at fault, such as `filter.or[1].value.gte`. */
  readonly argument: string | null;
  /** The nearest known code, where one was mistyped. */
  readonly suggestion: string | null;
  /** Places in the document, counted from 1. */
  readonly locations: readonly { readonly line: number; readonly column: number }[] | null;
  /** All that the server tells, such as `limit` and `actual`. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface Particulars {
  readonly data?: unknown;
  readonly status?: number;
  readonly requestId?: string | null;
  readonly retryAfter?: number | null;
  readonly cause?: unknown;
}

/** A query was not answered in full. What the first error says is here as well, all are in `errors`. */
export class AtlasError extends Error {
  override readonly name = 'AtlasError';
  readonly errors: readonly [Fault, ...Fault[]];
  readonly code: Code;
  readonly path: Fault['path'];
  readonly argument: string | null;
  readonly suggestion: string | null;
  /** What was answered besides: an error nulls only its own field, if that may be null. */
  readonly data: unknown;
  /** The status of HTTP; null where no answer came. */
  readonly status: number | null;
  /** Find it in the log of the server by this. */
  readonly requestId: string | null;
  /** After so many seconds the server may answer. */
  readonly retryAfter: number | null;

  constructor(errors: readonly [Fault, ...Fault[]], particulars: Particulars) {
    const [first, ...others] = errors;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    super(first.message + more, particulars.cause === undefined ? {} : { cause: particulars.cause });
    this.errors = errors;
    this.code = first.code;
    this.path = first.path;
    this.argument = first.argument;
    this.suggestion = first.suggestion;
    this.data = particulars.data ?? null;
    this.status = particulars.status ?? null;
    this.requestId = particulars.requestId ?? null;
    this.retryAfter = particulars.retryAfter ?? null;
  }
}

/** A fault that this client finds. */
export function fault(code: Code, message: string): Fault {
  return { message, code, path: null, argument: null, suggestion: null, locations: null, extensions: {} };
}

/** A fault that the server tells. */
export function faultOf(error: Record<string, any>): Fault {
  const extensions: Record<string, any> = error['extensions'] ?? {};
  return {
    message: String(error['message']),
    code: extensions['code'] ?? 'INTERNAL_SERVER_ERROR',
    path: error['path'] ?? null,
    argument: extensions['argument'] ?? null,
    suggestion: extensions['suggestion'] ?? null,
    locations: error['locations'] ?? null,
    extensions,
  };
}
