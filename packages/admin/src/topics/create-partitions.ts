import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { CreatePartitions, ErrorCode, errorFor, parseOptions } from '@k/wire';
import { brokerId, checkDistinct, partitionCount, topicName } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { isControllersAnswer } from '../controller-answers.ts';
import type { ResourceMap } from '../resource-map.ts';

/** How many partitions a topic is to have from now on: more than it has. */
export interface NewPartitions {
  /** Of the topic. */
  readonly name: string;
  /** How many partitions it is to have in all. */
  readonly totalCount: number;
  /**
   * Of each partition that is added, in order, the ids of the brokers that have a replica, the preferred leader first.
   * @default the controller decides
   */
  readonly newAssignments?: readonly (readonly number[])[] | undefined;
}

export interface CreatePartitionsOptions extends WaitOptions {
  /** Has everything checked and nothing changed. @default false */
  readonly validateOnly?: boolean | undefined;
  /**
   * Whether to wait and try again when a quota for such changes is used up (THROTTLING_QUOTA_EXCEEDED, KIP-599).
   * @default true
   */
  readonly retryOnQuotaViolation?: boolean | undefined;
}

const newPartitions = z.strictObject({
  topics: z
    .array(
      z.strictObject({
        name: topicName,
        totalCount: partitionCount,
        newAssignments: z.array(z.array(brokerId).min(1).readonly()).min(1).readonly().optional(),
      }),
    )
    .readonly(),
});
const createOptions = schemaOf<CreatePartitionsOptions>()(
  z.strictObject({
    ...waitSettings,
    validateOnly: z.boolean().default(false),
    retryOnQuotaViolation: z.boolean().default(true),
  }),
);

const CALL = 'createPartitions()';

export async function createPartitions(
  calls: AdminCalls,
  topics: readonly NewPartitions[],
  options?: CreatePartitionsOptions,
): Promise<ResourceMap<string, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, newPartitions, { topics }).topics;
  const { validateOnly, retryOnQuotaViolation, ...limits } = parseOptions(
    `KafkaAdmin: ${CALL}`,
    createOptions,
    options ?? {},
  );
  const byName = checkDistinct(
    CALL,
    'topics',
    checked.map((topic) => [topic.name, topic] as const),
  );
  const deadline = calls.deadline(CALL, limits);
  return calls.each<string, undefined>(deadline, {
    name: CALL,
    resources: byName.keys(),
    targetOf: () => 'controller',
    isFinal: (error) => isControllersAnswer(error, retryOnQuotaViolation),
    ask: async (names, request) => {
      const asked = names.map((name) => requested(byName.get(name) as NewPartitions));
      const answer = await request(CreatePartitions, () => {
        return { topics: asked, timeoutMs: calls.brokerTimeoutMs(deadline), validateOnly };
      });
      return answer.results.map(({ name, errorCode, errorMessage }) => {
        const context = { api: CreatePartitions.name, topic: name, message: errorMessage };
        return [name, errorCode === ErrorCode.NONE ? undefined : errorFor(errorCode, context)];
      });
    },
  });
}

function requested({ name, totalCount, newAssignments }: NewPartitions): {
  name: string;
  count: number;
  assignments: { brokerIds: number[] }[] | null;
} {
  const assignments = newAssignments?.map((brokerIds) => ({ brokerIds: [...brokerIds] })) ?? null;
  return { name, count: totalCount, assignments };
}
