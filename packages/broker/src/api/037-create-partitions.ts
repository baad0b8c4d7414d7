import {
  CreatePartitions,
  ErrorCode,
  type CreatePartitionsRequest,
  type CreatePartitionsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { Refusal } from '../state/placement.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import { MAX_RECORDS } from './creation-limit.ts';
import { mutationProblem } from './mutation-quota.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicRequest = CreatePartitionsRequest['topics'][number];
const STRICT_QUOTA_SINCE = 3;

type TopicResult = NonNullable<MessageInit<CreatePartitionsResponse>['results']>[number];

/**
 * CreatePartitions (37), v0-v3. Any node takes it, as in KRaft; as a version with ZooKeeper only the controller does. There
 * are leaders at once, and who reads the topic sees them in Metadata.
 *
 * v1: answered before it is throttled. v2: flexible. v3: over the quota of changes THROTTLING_QUOTA_EXCEEDED (KIP-599), before that a wait.
 * With more than 10,000 new partitions in one request all of it is refused, as by Kafka 4.4, whatever release is played.
 * Not implemented: the time limit (partitions are there at once).
 */
export const createPartitions: ApiHandler<CreatePartitionsRequest, CreatePartitionsResponse> = {
  api: CreatePartitions,
  minVersion: 0,
  maxVersion: 3,
  handle(request, context) {
    const times = new Map<string, number>();
    for (const { name } of request.topics) times.set(name, (times.get(name) ?? 0) + 1);
    const twice = [...times].filter(([, count]) => count > 1).map(([name]) => refused(name, NAMED_TWICE));
    const topics = request.topics.filter(({ name }) => times.get(name) === 1);
    const refusals = new Map(topics.map(({ name }) => [name, context.access.topic(AclOperation.ALTER, name)]));
    const allowed = topics.filter(({ name }) => refusals.get(name) === ErrorCode.NONE);
    const problem = isForController(context) ? tooMany(allowed, context) : NOT_CONTROLLER;
    const once = topics.map((topic) => {
      const errorCode = refusals.get(topic.name) ?? ErrorCode.NONE;
      if (errorCode !== ErrorCode.NONE) return { name: topic.name, errorCode };
      const refusal = problem ?? add(topic, request.validateOnly, context);
      return refused(topic.name, refusal ?? NOTHING_WRONG);
    });
    return { results: [...twice, ...once] };
  },
};

/** A topic that is not there has no words of its own. */
type Outcome = Omit<Refusal, 'message'> & { readonly message: string | null };

const NOTHING_WRONG: Outcome = { errorCode: ErrorCode.NONE, message: null };
const NAMED_TWICE: Refusal = { errorCode: ErrorCode.INVALID_REQUEST, message: 'Duplicate topic name.' };

function tooMany(topics: readonly TopicRequest[], { cluster }: RequestContext): Refusal | undefined {
  let added = 0;
  for (const { name, count } of topics) {
    const present = cluster.topic(name)?.partitions.length ?? count;
    added += Math.max(count - present, 0);
  }
  if (added <= MAX_RECORDS) return undefined;
  const message = 'Excessively large number of additional partitions per request.';
  return { errorCode: ErrorCode.POLICY_VIOLATION, message };
}

function add(
  { name, count, assignments }: TopicRequest,
  validateOnly: boolean,
  context: RequestContext,
): Outcome | undefined {
  const { cluster } = context;
  const topic = cluster.topic(name);
  if (topic === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message: null };
  const planned = cluster.planPartitions(topic, count, assignments?.map(({ brokerIds }) => brokerIds) ?? null);
  if ('errorCode' in planned) return planned;
  const exceeded = mutationProblem(planned.assignment.length, STRICT_QUOTA_SINCE, context);
  if (exceeded !== undefined) return exceeded;
  if (!validateOnly) cluster.addPartitions(topic, planned.assignment);
  return undefined;
}

function refused(name: string, { errorCode, message: errorMessage }: Outcome): TopicResult {
  return { name, errorCode, errorMessage };
}
