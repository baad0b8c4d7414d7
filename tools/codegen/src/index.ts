export { loadSchemas, type LoadedSchema } from './load.ts';
export * from './model.ts';
export type * from './notation.ts';
export { parseSchema, parseSpec } from './parse.ts';
export { emitFile, emitIndex } from './emit.ts';
export { groupSchemas } from './group.ts';
export { kafkaReleases, type Release } from './kafka-versions.ts';
export { emitProtocolPage } from './protocol-page.ts';
