import { z } from '@k/runtime';
import { parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';

const ids = z.strictObject({ transactionalIds: z.array(z.string().min(1)).readonly() });

/** @throws ConfigError for what is no list of ids, and for one that is in it twice */
export function checkTransactionalIds(call: string, transactionalIds: unknown): readonly string[] {
  const checked = parseOptions(`KafkaAdmin: ${call}`, ids, { transactionalIds }).transactionalIds;
  checkDistinct(
    call,
    'transactionalIds',
    checked.map((id) => [id, true] as const),
  );
  return checked;
}
