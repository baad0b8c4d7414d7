import { readBatches, stampProducer } from '@k/codec';
import { apiByKey, decodeResponseFrame, encodeRequestFrame, Produce, type Api } from '@k/wire';
import type { ChosenIds } from './chosen-ids.ts';
import type { RecordedExchange } from '../recorded-exchange.ts';

/** The request as it is sent again, with the ids of the other broker: header and body, without their length. */
export function replayedRequest(exchange: RecordedExchange, ids: ChosenIds): Buffer {
  const { apiKey, request, requestFrame } = exchange;
  const body = apiKey === Produce.key ? withProducers(ids.apply(request), ids) : ids.apply(request);
  const frame = frameOf(exchange, body);
  // Where no id is another one the bytes are those of the client, and so is what stood behind the body.
  return requestFrame.subarray(0, frame.length).equals(frame) ? requestFrame : frame;
}

/** Header and body, without their length. */
export function frameOf({ apiKey, version, correlationId, clientId }: RecordedExchange, body: object): Buffer {
  const api = apiByKey(apiKey) as Api<unknown, unknown>;
  return Buffer.concat(encodeRequestFrame(api, version, { correlationId, clientId }, body)).subarray(4);
}

/** The body of an answer to it. */
export function bodyOf({ apiKey, version }: RecordedExchange, frame: Buffer): object {
  return decodeResponseFrame(apiByKey(apiKey) as Api<unknown, unknown>, version, frame).body as object;
}

interface ProduceBody {
  readonly topicData?: readonly { readonly partitionData: readonly { readonly records: Buffer | null }[] }[];
}

function withProducers(body: object, ids: ChosenIds): object {
  const { topicData = [] } = body as ProduceBody;
  return {
    ...body,
    topicData: topicData.map((topic) => ({
      ...topic,
      partitionData: topic.partitionData.map((partition) => ({
        ...partition,
        records: restamped(partition.records, ids),
      })),
    })),
  };
}

/** Batches are sent under the producer id that the other broker gave. */
function restamped(records: Buffer | null, ids: ChosenIds): Buffer | null {
  if (records === null) return null;
  const copy = Buffer.from(records);
  for (const batch of readBatches(copy, { checkCrcs: false })) {
    const { magic, producerId, producerEpoch, baseSequence, isTransactional, slice } = batch;
    if (magic < 2 || producerId < 0n) continue;
    const now = ids.producer(producerId, producerEpoch);
    if (now.producerId === producerId && now.producerEpoch === producerEpoch) continue;
    stampProducer(slice, { ...now, baseSequence, isTransactional });
  }
  return copy;
}
