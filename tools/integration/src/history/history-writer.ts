import assert from 'node:assert/strict';
import type { KafkaConsumer } from '@k/consumer';
import { DeliveryError } from '@k/producer';
import { checkHistory, type Checker, type HistoryEvent } from '@k/tool-history';
import { messageOf } from '@k/wire';

type WithoutTime<E> = E extends unknown ? Omit<E, 'at'> : never;

/** So many violations are told; the others follow from them, as a rule. */
const TOLD = 10;

/** Writes what clients of a test do and see, and has it checked. */
export class HistoryWriter {
  readonly events: HistoryEvent[] = [];

  write(event: WithoutTime<HistoryEvent>): void {
    this.events.push({ at: Date.now(), ...event });
  }

  /** How a send of this id came out. */
  async ended(id: string, sent: Promise<{ readonly partition: number; readonly offset: number }>): Promise<void> {
    try {
      const { partition, offset } = await sent;
      this.write({ type: 'acked', id, partition, offset });
    } catch (error) {
      const isUnknown = error instanceof DeliveryError && error.written !== 'no';
      this.write({ type: 'failed', id, error: messageOf(error), outcome: isUnknown ? 'unknown' : 'not-stored' });
      throw error;
    }
  }

  /** Fails when a promise was broken. */
  check(checkers?: readonly Checker[]): void {
    const violations = checkHistory(this.events, checkers);
    const told = violations.slice(0, TOLD).map(({ checker, message }) => `${checker}: ${message}`);
    if (violations.length > TOLD) told.push(`and ${String(violations.length - TOLD)} more`);
    assert.deepEqual(told, []);
  }
}

/** The generation or epoch that a consumer is in; -1: in none. */
export function generationOf({ membership }: KafkaConsumer): number {
  return membership?.epoch ?? -1;
}
