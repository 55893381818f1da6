export { Atlas, type AtlasOptions, type Connection, type QueryOptions } from './client.js';
export type { Document, Open } from './document.js';
export { AtlasError, type Code, type Fault, codes } from './error.js';
export * from './generated/documents.js';
export type * from './generated/enums.js';
