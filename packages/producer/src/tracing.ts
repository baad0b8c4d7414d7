import { tracingChannel } from 'node:diagnostics_channel';
import type { RecordSender } from './interceptors.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';

/** The name of the channels around `send` and `sendMany`: `tracing:@k/producer:send:start` and so on. */
const SEND = '@k/producer:send';

/** What subscribers of `tracingChannel('@k/producer:send')` get, one object for all events of a call. */
export interface ProducerSendTrace {
  readonly clientId: string | null;
  /** What is to be sent. At `start` it may be replaced, such as by records with the headers of a trace. */
  records: readonly ProducerRecord<unknown, unknown>[];
  /** At `asyncEnd`, when all were stored: where, in the order of the records. */
  readonly result?: RecordMetadata | readonly RecordMetadata[];
  /** When some were not stored. */
  readonly error?: unknown;
}

const channels = tracingChannel<typeof SEND, ProducerSendTrace>(SEND);

/** Whether anybody wants to know of sends: what is asked for each of them. */
export function isTraced(): boolean {
  return channels.hasSubscribers;
}

export function tracedSend(
  sender: RecordSender,
  clientId: string | null,
  record: ProducerRecord<unknown, unknown>,
  signal: AbortSignal | undefined,
): Promise<RecordMetadata> {
  const trace: ProducerSendTrace = { clientId, records: [record] };
  return channels.tracePromise(() => sender.send(trace.records[0] ?? record, signal), trace);
}

export function tracedSendMany(
  sender: RecordSender,
  clientId: string | null,
  records: readonly ProducerRecord<unknown, unknown>[],
  signal: AbortSignal | undefined,
): Promise<RecordMetadata[]> {
  const trace: ProducerSendTrace = { clientId, records };
  return channels.tracePromise(() => sender.sendMany(trace.records, signal), trace);
}
