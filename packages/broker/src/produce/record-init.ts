import type { RecordHeaderInit } from '@k/codec';
import { z } from '@k/runtime';

/** A record that a broker puts into a topic by itself. */
export interface BrokerRecordInit {
  /** Text is written as UTF-8. Equal keys go to the same partition. @default null (no key) */
  readonly key?: Uint8Array | string | null | undefined;
  /** Text is written as UTF-8; of an object, `JSON.stringify()`. null is a tombstone. */
  readonly value: Uint8Array | string | null;
  /** A list, whose order and duplicates stay, or an object. @default none */
  readonly headers?: readonly RecordHeaderInit[] | Readonly<Record<string, RecordHeaderInit['value']>> | undefined;
  /** Where it goes. @default by key as Kafka's clients place it (murmur2); without a key, one after the other */
  readonly partition?: number | undefined;
  /** Create time, milliseconds since the Unix epoch. @default now, by the broker's clock */
  readonly timestamp?: number | undefined;
}

const isData = (value: unknown): value is RecordHeaderInit['value'] =>
  value === null || typeof value === 'string' || value instanceof Uint8Array;

const data = z.custom<Uint8Array | string | null>(isData, {
  message: 'expected text, bytes or null (of an object, JSON.stringify() of it)',
});

const headers = z.custom<NonNullable<BrokerRecordInit['headers']>>(isHeaders, {
  message: 'expected an object of texts or bytes, or a list of { key, value }',
});

/** The checks of {@link BrokerRecordInit}. */
export const recordSchema = z
  .strictObject({
    key: data.optional(),
    value: data,
    headers: headers.optional(),
    partition: z.int().min(0).optional(),
    timestamp: z.int().min(0).optional(),
  })
  .readonly();

function isHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).every(isData);
  return value.every((each) => {
    const { key, value: content } = Object(each) as { key?: unknown; value?: unknown };
    return typeof key === 'string' && isData(content);
  });
}

/** As a list. */
export function headersOf({ headers: given = [] }: BrokerRecordInit): readonly RecordHeaderInit[] {
  if (Array.isArray(given)) return given as readonly RecordHeaderInit[];
  return Object.entries(given as Readonly<Record<string, RecordHeaderInit['value']>>).map(([key, value]) => ({
    key,
    value,
  }));
}
