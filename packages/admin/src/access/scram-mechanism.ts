import { namesOf, type Codes } from '../codes.ts';
import { z } from '@k/runtime';

/** `UNKNOWN` when a broker tells of one that is newer than this package. */
export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'UNKNOWN';

export const MECHANISMS: Codes<Exclude<ScramMechanism, 'UNKNOWN'>> = { 'SCRAM-SHA-256': 1, 'SCRAM-SHA-512': 2 };

export const scramMechanism = z.enum(namesOf(MECHANISMS));
