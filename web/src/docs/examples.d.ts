declare module 'virtual:docs-examples' {
  import type { Example } from '../../docs/examples';

  /** The examples of the documentation by page. */
  const pages: { title: string; queries: Example[] }[];
  export default pages;
}
