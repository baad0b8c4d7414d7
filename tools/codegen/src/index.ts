export { loadReleases, loadSchemas, type LoadedSchema } from './load.ts';
export { releaseTable, type ReleaseApi, type ReleaseRange, type ReleaseTable } from './release-table.ts';
export * from './model.ts';
export type * from './notation.ts';
export { parseSchema, parseSpec } from './parse.ts';
export { emitFile, emitIndex } from './emit.ts';
export { groupSchemas } from './group.ts';
export { kafkaReleases, type Release } from './kafka-versions.ts';
export { emitProtocolPage } from './protocol-page.ts';
