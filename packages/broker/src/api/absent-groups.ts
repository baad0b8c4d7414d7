import { ErrorCode } from '@k/wire';
import { refusalMessage } from '../access/access.ts';
import type { RequestContext } from './handler.ts';

/** What is said of a group of a kind that this broker has none of, in the words of Kafka's coordinator. @param operation what is asked for */
export function absentGroup(
  groupId: string,
  kind: 'share' | 'streams',
  operation: number,
  { access, groups, nodeId }: RequestContext,
): { readonly errorCode: number; readonly message: string | null } {
  const refusal = access.group(operation, groupId);
  if (refusal !== ErrorCode.NONE) return { errorCode: refusal, message: refusalMessage(refusal) };
  const problem = groups.problem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return { errorCode: problem, message: null };
  const isOther = groups.group(groupId) !== undefined;
  const message = isOther ? `Group ${groupId} is not a ${kind} group.` : `Group ${groupId} not found.`;
  return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, message };
}
