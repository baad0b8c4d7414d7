export { checkSchemas } from './check.ts';
export { compare, type Comparison } from './compare.ts';
export { compareRanges } from './compare-ranges.ts';
export { type Definition, type DefinitionField, parseDefinition } from './definition.ts';
export type { Exception } from './exceptions.ts';
export { RELEASES } from './release.ts';
export { filesIn } from './zip.ts';
