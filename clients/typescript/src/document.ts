/**
 * The text of one operation, with the types of its answer and of its variables. Those that GraphQL Code Generator's
 * client preset makes with `documentMode: 'string'` fit, and so does any string, whose answer is then `unknown`.
 */
export interface Document<Result = unknown, Variables = unknown> {
  toString(): string;
  /** There for the types only. */
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** A value of an enum in an answer: one that was known when this client was made, or a newer one. */
export type Open<Known extends string> = Known | (string & {});
