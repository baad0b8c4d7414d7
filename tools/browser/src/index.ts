export { type Cases, type Findings, run } from './checks.ts';
export type { MessageCase } from './wire-checks.ts';
