import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls, Answers, SendRequest } from '../calls.ts';
import { isControllersAnswer } from '../controller-answers.ts';
import type { ResourceMap } from '../resource-map.ts';

/** Options of calls that have the controller make topics, or partitions of them. */
export interface CreateTopicsOptions extends WaitOptions {
  /** Has everything checked and nothing made. @default false */
  readonly validateOnly?: boolean | undefined;
  /**
   * Whether to wait and try again when a quota for such changes is used up (THROTTLING_QUOTA_EXCEEDED, KIP-599).
   * @default true
   */
  readonly retryOnQuotaViolation?: boolean | undefined;
}

/** The same: a type apart, should the two ever differ. */
export type CreatePartitionsOptions = CreateTopicsOptions;

const createOptions = schemaOf<CreateTopicsOptions>()(
  z.strictObject({
    ...waitSettings,
    validateOnly: z.boolean().default(false),
    retryOnQuotaViolation: z.boolean().default(true),
  }),
);

/** What goes into the request beside the topics. */
export interface ChangeLimits {
  readonly timeoutMs: number;
  readonly validateOnly: boolean;
}

/** Has the controller change topics that are named, each once. `ask` asks it about some of them. */
export async function changeTopics<T extends { readonly name: string }, V>(
  calls: AdminCalls,
  { name, topics, options }: { name: string; topics: readonly T[]; options: CreateTopicsOptions | undefined },
  ask: (topics: readonly T[], request: SendRequest, limits: ChangeLimits) => Promise<Answers<string, V>>,
): Promise<ResourceMap<string, V>> {
  const parsed = parseOptions(`KafkaAdmin: ${name}`, createOptions, options ?? {});
  const { validateOnly, retryOnQuotaViolation, ...limits } = parsed;
  const byName = checkDistinct(
    name,
    'topics',
    topics.map((topic) => [topic.name, topic] as const),
  );
  const deadline = calls.deadline(name, limits);
  return calls.each(deadline, {
    name,
    resources: byName.keys(),
    targetOf: () => 'controller',
    isFinal: (error) => isControllersAnswer(error, retryOnQuotaViolation),
    ask: async (names, request) => {
      const asked = names.map((each) => byName.get(each) as T);
      return ask(asked, request, { timeoutMs: calls.brokerTimeoutMs(deadline), validateOnly });
    },
  });
}
