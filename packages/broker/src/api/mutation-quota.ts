import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import type { RequestContext } from './handler.ts';

/**
 * Why so many partitions cannot be made or deleted now (KIP-599); undefined when they can, and then they are counted.
 * @param strictSince the version from which on clients know the error; older ones just wait
 */
export function mutationProblem(
  partitions: number,
  strictSince: number,
  { quotas, version }: RequestContext,
): Refusal | undefined {
  return quotas?.mutated(partitions, version >= strictSince) === false ? EXCEEDED : undefined;
}

const EXCEEDED: Refusal = {
  errorCode: ErrorCode.THROTTLING_QUOTA_EXCEEDED,
  message: 'The throttling quota has been exceeded.',
};
