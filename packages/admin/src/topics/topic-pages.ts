import type { Deadline } from '@k/runtime';
import {
  asError,
  DescribeTopicPartitions,
  type DescribeTopicPartitionsResponse,
  ErrorCode,
  errorFor,
  Metadata,
} from '@k/wire';
import type { SendRequest } from '../calls.ts';
import { describeTopic, nodesById, type ToldTopic, type DescribedTopic, topicError } from './described-topic.ts';

type Cursor = DescribeTopicPartitionsResponse['nextCursor'];
type Answer = DescribeTopicPartitionsResponse;

/**
 * Describes topics by DescribeTopicPartitions (KIP-966), a page at a time.
 * @param partitionLimit - of one page; brokers have one of their own (`max.request.partition.size.limit`)
 * @throws what keeps the first page from being told; of a later one it is the error of the topics that are not complete
 */
export async function describeByPages(
  request: SendRequest,
  names: readonly string[],
  partitionLimit: number,
  deadline: Deadline,
): Promise<[string, DescribedTopic | Error][]> {
  const page = (cursor: Cursor): Promise<Answer> => {
    // In the order in which brokers go through them. Those before the cursor have been told.
    const left = cursor === null ? names : names.filter((name) => name >= cursor.topicName);
    const topics = [...left].sort().map((name) => ({ name }));
    return request(DescribeTopicPartitions, { topics, responsePartitionLimit: partitionLimit, cursor });
  };
  const first = await page(null);
  // The pages do not tell where brokers are.
  const [{ brokers }, { told, failed }] = await Promise.all([
    request(Metadata, { topics: [] }),
    readPages(first, page, deadline),
  ]);
  const nodes = nodesById(brokers);
  const outcomes = Array.from(told, ([name, topic]): [string, DescribedTopic | Error] => {
    return [name, topicError(DescribeTopicPartitions.name, topic) ?? describeTopic(topic, nodes)];
  });
  if (failed === undefined) return outcomes;
  const complete = outcomes.filter(([name, outcome]) => outcome instanceof Error || name < failed.from);
  const done = new Set(complete.map(([name]) => name));
  return [...complete, ...names.filter((name) => !done.has(name)).map((name): [string, Error] => [name, failed.error])];
}

interface Pages {
  readonly told: ReadonlyMap<string, ToldTopic>;
  /** Set when a page was not told: the first topic that is not complete, and why. */
  readonly failed?: { readonly from: string; readonly error: Error };
}

async function readPages(first: Answer, next: (cursor: Cursor) => Promise<Answer>, deadline: Deadline): Promise<Pages> {
  const told = new Map<string, ToldTopic>();
  let answer = first;
  for (;;) {
    for (const topic of answer.topics) add(told, topic);
    const cursor = answer.nextCursor;
    if (cursor === null) return { told };
    try {
      deadline.throwIfOver();
      answer = await next(cursor);
      checkProgress(cursor, answer.nextCursor);
    } catch (error) {
      return { told, failed: { from: cursor.topicName, error: asError(error) } };
    }
  }
}

/** A topic whose partitions do not fit on one page comes again on the next. */
function add(told: Map<string, ToldTopic>, topic: ToldTopic): void {
  const name = topic.name ?? '';
  const before = told.get(name);
  const isMore = before?.errorCode === ErrorCode.NONE && topic.errorCode === ErrorCode.NONE;
  told.set(name, isMore ? { ...topic, partitions: [...before.partitions, ...topic.partitions] } : topic);
}

/** @throws ProtocolError for a page that ends no further on than the one before: there would be no end of them */
function checkProgress(from: NonNullable<Cursor>, to: Cursor): void {
  if (to === null || to.topicName > from.topicName) return;
  if (to.topicName === from.topicName && to.partitionIndex > from.partitionIndex) return;
  const message = `after ${from.topicName}-${String(from.partitionIndex)} the broker goes on with ${to.topicName}-${String(to.partitionIndex)}`;
  throw errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, { api: DescribeTopicPartitions.name, message });
}
