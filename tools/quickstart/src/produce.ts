import { KafkaProducer } from '@k/producer';
import type { Ledger } from './ledger.ts';
import type { Payload } from './payload.ts';
import { startProgress } from './progress.ts';

const CALL = 1000;
const WAITING_CALLS = 10;

/** Produces the records of a run and writes down where each was stored. @returns the seconds it took */
export async function produce(
  bootstrapServer: string,
  topic: string,
  records: number,
  payload: Payload,
  ledger: Ledger,
): Promise<number> {
  await using producer = new KafkaProducer({ bootstrapServers: bootstrapServer, acks: -1, enableIdempotence: true });
  const progress = startProgress('producing', records);
  let stored = 0;
  const waiting: Promise<void>[] = [];
  for (let first = 0; first < records; first += CALL) {
    waiting.push(sendCall(first, Math.min(first + CALL, records)));
    if (waiting.length >= WAITING_CALLS) await waiting.shift();
  }
  await Promise.all(waiting);
  return progress.end();

  async function sendCall(from: number, to: number): Promise<void> {
    const call = Array.from({ length: to - from }, (_, i) => ({
      topic,
      key: payload.key(from + i),
      value: payload.value(from + i),
    }));
    const results = await producer.sendMany(call);
    for (const [i, { partition, offset }] of results.entries()) ledger.stored(from + i, partition, offset);
    stored += results.length;
    progress.update(stored);
  }
}
