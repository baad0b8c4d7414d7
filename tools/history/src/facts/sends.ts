import type { AckedEvent, EventOf, FailedEvent, History, SentEvent } from '../history.ts';

/** A record from the call of `send()` on. */
export interface Send {
  readonly sent: EventOf<SentEvent>;
  /** Place of the call in the history. */
  readonly index: number;
  /** Its ends, with their places in the history: one is right. */
  readonly ends: { readonly event: EventOf<AckedEvent> | EventOf<FailedEvent>; readonly index: number }[];
}

/** By the records' ids, in the order of the calls. */
export type Sends = ReadonlyMap<string, Send>;

export function sendsOf(history: History): Sends {
  const sends = new Map<string, Send>();
  for (const [index, event] of history.entries()) {
    if (event.type === 'sent') sends.set(event.id, { sent: event, index, ends: [] });
    else if (event.type === 'acked' || event.type === 'failed') sends.get(event.id)?.ends.push({ event, index });
  }
  return sends;
}

/** How a record's acknowledgement placed it; undefined: there is none. */
export function ackOf(send: Send): { readonly ack: EventOf<AckedEvent>; readonly index: number } | undefined {
  for (const { event, index } of send.ends) if (event.type === 'acked') return { ack: event, index };
  return undefined;
}
