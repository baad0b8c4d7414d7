import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { AddRaftVoter, ErrorCode, errorFor, isUuid, parseOptions, RemoveRaftVoter } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import type { RaftVoterEndpoint } from './describe-metadata-quorum.ts';

export interface RaftVoterOptions extends WaitOptions {
  /** Id of the cluster that is meant; another one refuses. @default no check */
  readonly clusterId?: string | undefined;
}

const voterOptions = schemaOf<RaftVoterOptions>()(
  z.strictObject({ ...waitSettings, clusterId: z.string().min(1).optional() }),
);
const voter = {
  voterId: z.int().nonnegative(),
  voterDirectoryId: z.custom<string>(
    (value) => typeof value === 'string' && isUuid(value),
    "expected a directory's id, such as 'mFNzqJbSRuKLT0DHMrdIJw'",
  ),
};
const added = z.strictObject({
  ...voter,
  endpoints: z
    .array(z.strictObject({ name: z.string().min(1), host: z.string().min(1), port: z.int().positive().max(0xffff) }))
    .min(1)
    .readonly(),
});
const removed = z.strictObject(voter);

export async function addRaftVoter(
  calls: AdminCalls,
  voterId: number,
  voterDirectoryId: string,
  endpoints: readonly RaftVoterEndpoint[],
  options?: RaftVoterOptions,
): Promise<void> {
  const call = 'addRaftVoter()';
  const checked = parseOptions(`KafkaAdmin: ${call}`, added, { voterId, voterDirectoryId, endpoints });
  const { clusterId = null, ...limits } = parseOptions(`KafkaAdmin: ${call}`, voterOptions, options ?? {});
  const { endpoints: listeners, ...who } = checked;
  const deadline = calls.deadline(call, limits);
  const body = (): object => ({ ...who, clusterId, listeners, timeoutMs: calls.brokerTimeoutMs(deadline) });
  await calls.one(deadline, 'any', AddRaftVoter, body, ({ errorCode, errorMessage }) => {
    check(AddRaftVoter.name, voterId, errorCode, errorMessage);
  });
}

export async function removeRaftVoter(
  calls: AdminCalls,
  voterId: number,
  voterDirectoryId: string,
  options?: RaftVoterOptions,
): Promise<void> {
  const call = 'removeRaftVoter()';
  const who = parseOptions(`KafkaAdmin: ${call}`, removed, { voterId, voterDirectoryId });
  const { clusterId = null, ...limits } = parseOptions(`KafkaAdmin: ${call}`, voterOptions, options ?? {});
  const deadline = calls.deadline(call, limits);
  await calls.one(deadline, 'any', RemoveRaftVoter, { ...who, clusterId }, ({ errorCode, errorMessage }) => {
    check(RemoveRaftVoter.name, voterId, errorCode, errorMessage);
  });
}

function check(api: string, voterId: number, errorCode: number, message: string | null): void {
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api, about: `voter ${String(voterId)}`, message });
}
