import { DescribeGroups, ErrorCode, errorFor, messageOf } from '@k/wire';
import type { DescribeGroupsResponseDescribedGroup } from '@k/wire';
import type { Cluster } from '@k/cluster';

/** A member that is refused waits no longer than this to hear why. */
const DESCRIBE_TIMEOUT_MS = 5_000;

/**
 * Both sides of INCONSISTENT_GROUP_PROTOCOL in a sentence each: what this member offers, and what the group has, as far as
 * the coordinator tells (DescribeGroups).
 */
export async function compareProtocols(
  cluster: Pick<Cluster, 'request'>,
  groupId: string,
  ours: { readonly protocolType: string; readonly protocols: readonly string[] },
): Promise<string> {
  const offered = `This member is of type '${ours.protocolType}' and offers ${ours.protocols.join(', ')}.`;
  try {
    const { groups } = await cluster.request(
      { coordinator: 'group', key: groupId },
      DescribeGroups,
      { groups: [groupId] },
      { timeoutMs: DESCRIBE_TIMEOUT_MS },
    );
    const group = groups.find((each) => each.groupId === groupId);
    if (group === undefined) return `${offered} What the group has is unknown: the coordinator does not say.`;
    if (group.errorCode !== ErrorCode.NONE) {
      throw errorFor(group.errorCode, { api: DescribeGroups.name, message: group.errorMessage });
    }
    return `${offered} ${describe(group)}`;
  } catch (error) {
    const reason = messageOf(error);
    return `${offered} What the group has is unknown: ${reason}`;
  }
}

function describe(group: DescribeGroupsResponseDescribedGroup): string {
  const { groupState, protocolType, protocolData, members } = group;
  const clients = [...new Set(members.map(({ clientId, clientHost }) => `'${clientId}' at ${clientHost}`))];
  const who =
    clients.length === 0 ? '' : `, with ${clients.slice(0, 3).join(', ')}${clients.length > 3 ? ' and others' : ''}`;
  const uses = protocolData === '' ? `has chosen no protocol yet (${groupState})` : `uses ${protocolData}`;
  return `The group is of type '${protocolType}' and ${uses}${who}.`;
}
