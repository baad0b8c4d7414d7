import { type Cluster, type CoordinatorKind, isRetriable, type Target } from '@k/cluster';
import type { Deadline } from '@k/runtime';
import { ErrorCode, errorFor, ProtocolError } from '@k/wire';
import type { ResourceCall } from './calls.ts';

type Finding = Required<Pick<ResourceCall<string, unknown>, 'prepare' | 'targetOf' | 'onRetry'>>;

/** The part of a call about many groups, or transactional ids, that finds who coordinates them: all of them together. */
export function coordinatorsOf(cluster: Cluster, kind: CoordinatorKind): Finding {
  let found: ReadonlyMap<string, number | Error> = new Map();
  return {
    prepare: async (keys: readonly string[], deadline: Deadline) => {
      found = await cluster.findCoordinators(kind, keys, { deadline });
    },
    targetOf: (key: string): Target => {
      const broker = found.get(key) ?? errorFor(ErrorCode.COORDINATOR_NOT_AVAILABLE, { about: `${kind} '${key}'` });
      if (broker instanceof Error) throw broker;
      return { broker };
    },
    onRetry: (key: string, error: Error) => {
      if (mayHaveMoved(error)) cluster.forgetCoordinator(kind, key);
    },
  };
}

/** Whether another broker may be the coordinator by now. One that is still loading is the right one. */
function mayHaveMoved(error: Error): boolean {
  if (!(error instanceof ProtocolError)) return isRetriable(error);
  const codes: readonly number[] = [ErrorCode.NOT_COORDINATOR, ErrorCode.COORDINATOR_NOT_AVAILABLE];
  return codes.includes(error.code);
}
