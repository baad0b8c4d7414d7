import type { Shown } from './decode.ts';

/** Which messages are shown. An empty set asks for nothing in particular. */
export interface Filter {
  readonly apis: ReadonlySet<string>;
  /** Of a response: those of its request. */
  readonly clientIds: ReadonlySet<string>;
  readonly correlationIds: ReadonlySet<number>;
}

/** Whether a message is asked for. What a message does not tell is not what was asked for. */
export function passes({ apis, clientIds, correlationIds }: Filter, shown: Shown): boolean {
  const { request, response, clientId, correlationId } = shown;
  return has(apis, request ?? response) && has(clientIds, clientId) && has(correlationIds, correlationId);
}

function has<T>(wanted: ReadonlySet<T>, found: T | null | undefined): boolean {
  return wanted.size === 0 || (found !== undefined && found !== null && wanted.has(found));
}
