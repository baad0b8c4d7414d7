import { z } from '@k/runtime';

export const MAX_INT32 = 0x7fffffff;
export const positive = z.int().min(1).max(MAX_INT32);
/** Of one topic: more than any Kafka would be asked for, and still made in an instant. */
export const MAX_PARTITIONS = 100_000;
export const notNegative = z.int().min(0).max(MAX_INT32);
/** Of a setting by one of Kafka's names. */
export const configValue = z.union([z.string(), z.number(), z.boolean()], 'expected text, a number, true or false');
