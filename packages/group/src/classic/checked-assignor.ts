import { asError, showValue } from '@k/wire';
import { AssignmentError } from '../assignors/assignment-error.ts';
import type {
  Assignor,
  MemberAssignment,
  MemberMetadata,
  MemberSubscription,
  RawAssignor,
} from '../assignors/assignor.ts';
import { checkAssignment } from '../assignors/check-assignment.ts';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './embedded-protocol.ts';

/**
 * An assignor of either kind as one that deals in bytes. What it gives is checked before it leaves this member, and what it
 * throws is told under its name.
 */
export function checkedAssignor(assignor: Assignor | RawAssignor): RawAssignor {
  return 'metadata' in assignor ? checkedRaw(assignor) : inBytes(assignor);
}

function inBytes(assignor: Assignor): RawAssignor {
  const { name, protocols } = assignor;
  return {
    name,
    protocols,
    metadata({ lastAssignment, ...member }) {
      return asking(name, 'subscriptionUserData', () => {
        return encodeSubscription({
          ...member,
          userData: assignor.subscriptionUserData(member.topics, lastAssignment),
        });
      });
    },
    assign(partitionsPerTopic, members, racks) {
      const subscriptions = members.map(subscriptionOf);
      const assignment: unknown = asking(name, 'assign', () => {
        return assignor.assign(partitionsPerTopic, subscriptions, racks);
      });
      checkAssignment(assignor, partitionsPerTopic, subscriptions, assignment);
      return new Map(Array.from(assignment, ([memberId, given]) => [memberId, encodeAssignment(given)]));
    },
    onAssignment(assignment, generationId) {
      asking(name, 'onAssignment', () => assignor.onAssignment?.(decodeAssignment(assignment), generationId));
    },
  };
}

function checkedRaw(assignor: RawAssignor): RawAssignor {
  const { name, protocols } = assignor;
  return {
    name,
    protocols,
    metadata(member) {
      const bytes: unknown = asking(name, 'metadata', () => assignor.metadata(member));
      if (bytes instanceof Uint8Array) return bytes as Buffer;
      throw new AssignmentError(name, `gave ${showValue(bytes)} as its metadata, not a Buffer`);
    },
    async assign(partitionsPerTopic, members, racks) {
      const given: unknown = await askingLong(name, 'assign', async () =>
        assignor.assign(partitionsPerTopic, members, racks),
      );
      if (!(given instanceof Map)) throw new AssignmentError(name, `gave ${showValue(given)}, not a Map of member ids`);
      const assignment = new Map<string, MemberAssignment>();
      for (const [memberId, bytes] of given as Map<string, Buffer>)
        assignment.set(memberId, read(name, memberId, bytes));
      checkAssignment(assignor, partitionsPerTopic, members.map(subscriptionOf), assignment);
      return given as Map<string, Buffer>;
    },
    onAssignment(assignment, generationId) {
      asking(name, 'onAssignment', () => assignor.onAssignment?.(assignment, generationId));
    },
  };
}

/** @throws AssignmentError for what the assignor throws */
function asking<T>(name: string, call: string, ask: () => T): T {
  try {
    return ask();
  } catch (cause) {
    throw thrown(name, call, cause);
  }
}

async function askingLong<T>(name: string, call: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw thrown(name, call, cause);
  }
}

function thrown(name: string, call: string, cause: unknown): AssignmentError {
  const error = asError(cause);
  return new AssignmentError(name, `${call}() threw ${error.message}`, {}, error);
}

function subscriptionOf({ memberId, groupInstanceId, metadata }: MemberMetadata): MemberSubscription {
  return { memberId, groupInstanceId, ...decodeSubscription(metadata) };
}

function read(name: string, memberId: string, bytes: Buffer): MemberAssignment {
  try {
    const byTopic = new Map<string, number[]>();
    for (const { topic, partition } of decodeAssignment(bytes)) {
      const partitions = byTopic.get(topic);
      if (partitions === undefined) byTopic.set(topic, [partition]);
      else partitions.push(partition);
    }
    return byTopic;
  } catch (cause) {
    const error = asError(cause);
    throw new AssignmentError(name, `gave ${memberId} what is no assignment: ${error.message}`, { memberId }, error);
  }
}
