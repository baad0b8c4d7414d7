import { tracingChannel } from 'node:diagnostics_channel';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';

/** The name of the channels around each call of a handler: `tracing:@k/consumer:handle:start` and so on. */
const HANDLE = '@k/consumer:handle';

/** What subscribers of `tracingChannel('@k/consumer:handle')` get, one object for all events of a call. */
export interface ConsumerHandleTrace {
  readonly clientId: string | null;
  readonly groupId: string | null;
  /** What the handler gets: one record, or those of its batch. */
  readonly records: readonly ConsumerRecord<unknown, unknown>[];
  /** 1 for the first time. */
  readonly attempt: number;
  /** At `asyncEnd`, when the handler was done: what it came to. */
  readonly result?: unknown;
  /** When it failed. */
  readonly error?: unknown;
}

const channels = tracingChannel<typeof HANDLE, ConsumerHandleTrace>(HANDLE);

/** Whether anybody wants to know of handlers: what is asked for each of them. */
export function isTraced(): boolean {
  return channels.hasSubscribers;
}

export function traced(handle: () => unknown, trace: ConsumerHandleTrace): Promise<unknown> {
  // A throw is a rejection, and what is no promise is one: for tracePromise of all Nodes.
  const begin = (): Promise<unknown> =>
    new Promise((resolve) => {
      resolve(handle());
    });
  return channels.tracePromise(begin, trace);
}
