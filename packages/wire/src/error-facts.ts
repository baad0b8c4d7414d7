import { ERRORS } from './errors/codes.ts';

/** What is known of an error code. */
export interface ErrorFacts {
  readonly code: number;
  readonly name: string;
  /** The same request may succeed later, unchanged. */
  readonly retriable: boolean;
  /** The client's picture of the cluster is likely stale. */
  readonly refreshMetadata: boolean;
  readonly description: string;
}

const facts: ReadonlyMap<number, ErrorFacts> = new Map(
  ERRORS.map(([code, name, kind, description]) => [
    code,
    { code, name, retriable: kind !== 'fatal', refreshMetadata: kind === 'refresh', description },
  ]),
);

/** The facts of a code; undefined when it is unknown here. */
export function errorFactsByCode(code: number): ErrorFacts | undefined {
  return facts.get(code);
}
