import { type Row, produces, transactionSize } from '../scenario.ts';

export const OURS = '@k';
/** librdkafka in an npm package. */
export const CONFLUENT = '@confluentinc/kafka-javascript';
/** What comes with Kafka: it is run with Java. */
export const JAVA = 'java';
/** librdkafka's own program, in C. */
export const KCAT = 'kcat';
/** The client that is no client: what has to be done for each record, and what a socket can do. */
export const LOOP = 'loop';

/** What a client is measured for: it is ours, a peer in JavaScript that ours is compared with, of another language, or the limit. */
export type Kind = 'ours' | 'peer' | 'foreign' | 'limit';

export function kindOf(client: string): Kind {
  if (client === OURS) return 'ours';
  if (client === CONFLUENT || client === JAVA || client === KCAT) return 'foreign';
  return client === LOOP ? 'limit' : 'peer';
}

/** Why a client is not in a row; undefined when it is. */
export function whyMissing(client: string, row: Row): string | undefined {
  if (client === KCAT && produces(row)) return 'is measured reading only';
  return produces(row) ? whyNotProducing(client, row) : whyNotConsuming(client, row);
}

function whyNotProducing(client: string, row: Row): string | undefined {
  const { scenario, compression } = row;
  if (client === JAVA && scenario !== 'produce-single')
    return 'is measured by a tool that sends one record a call only';
  if (client === JAVA && row.keyed) return 'is measured by a tool that sends no keys';
  if (scenario === 'produce-long') return client === OURS ? undefined : 'is not compared in this row';
  if (scenario === 'produce-single' && client === LOOP) return 'makes a request of each call';
  if (transactionSize(row) !== undefined && [LOOP, 'kafka-ts'].includes(client)) return 'has no transactions';
  if (compression === 'none') return undefined;
  if (client === LOOP) return 'compresses nothing';
  if (client === 'kafka-ts') return 'cannot compress what it produces';
  return lacksCodec(client, row);
}

function whyNotConsuming(client: string, row: Row): string | undefined {
  const { scenario } = row;
  if (client === OURS) return undefined;
  if (scenario === 'consume-long' || row.budgetMb !== undefined || row.reuse) return 'is not compared in this row';
  if (client === JAVA || client === KCAT) {
    return scenario === 'consume-batch' ? undefined : 'is measured by a tool that reads what there is, in batches';
  }
  if (scenario === 'consume-batch' && client === '@platformatic/kafka') return 'has no batches';
  if (client !== LOOP) return lacksCodec(client, row);
  if (scenario !== 'consume-record' && scenario !== 'consume-batch') return 'reads what there is, and no more';
  return row.compression === 'none' ? undefined : 'decompresses nothing';
}

function lacksCodec(client: string, { compression }: Row): string | undefined {
  const has = client !== 'kafkajs' || compression === 'none' || compression === 'gzip';
  return has ? undefined : `has no ${compression} of its own`;
}
