import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, ListGroups, type ListGroupsResponse, parseOptions } from '@k/wire';
import { type AdminCalls, resultsOf, type SendRequest } from '../calls.ts';
import { everyBroker } from '../every-broker.ts';
import { settled } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { GROUP_STATES, GROUP_TYPES, type GroupStateName, type GroupTypeName } from './group-types.ts';

export interface ListGroupsOptions extends WaitOptions {
  /** Only groups that are in one of these states. Needs Kafka 2.6. @default all */
  readonly groupStates?: readonly (typeof GROUP_STATES)[number][] | undefined;
  /** Only groups of these types. Kafka before 3.8 has classic ones only, and cannot be asked for others. @default all */
  readonly types?: readonly GroupTypeName[] | undefined;
  /**
   * Only groups of these protocol types: 'consumer' for consumers and share consumers of either protocol, 'connect' for
   * Kafka Connect's workers, '' for groups that nobody has joined yet and that hold offsets only. @default all
   */
  readonly protocolTypes?: readonly string[] | undefined;
}

export interface GroupListing {
  readonly groupId: string;
  /** 'consumer', 'connect', 'share', 'streams' …; '' when nobody has joined yet, and there are offsets only. */
  readonly protocolType: string;
  /** From Kafka 2.6 on. */
  readonly groupState: GroupStateName | undefined;
  /** From Kafka 3.8 on; undefined from older ones, where all are classic. */
  readonly type: GroupTypeName | undefined;
  /** Nobody uses it to share work: it holds offsets that somebody commits for partitions that were assigned by hand. */
  readonly isSimpleConsumerGroup: boolean;
}

const listOptions = schemaOf<ListGroupsOptions>()(
  z.strictObject({
    ...waitSettings,
    groupStates: z.array(z.enum(GROUP_STATES)).readonly().default([]),
    types: z.array(z.enum(GROUP_TYPES)).readonly().default([]),
    protocolTypes: z.array(z.string()).readonly().default([]),
  }),
);

/** The key of an error: the groups of that broker are not told. */
interface FailedBroker {
  readonly broker: number;
}

const CALL = 'listGroups()';
const STATES_SINCE = 4;
const TYPES_SINCE = 5;

export async function listGroups(
  calls: AdminCalls,
  options?: ListGroupsOptions,
): Promise<ResourceMap<string, GroupListing>> {
  const parsed = parseOptions(`KafkaAdmin: ${CALL}`, listOptions, options ?? {});
  const { groupStates, types, protocolTypes, ...limits } = parsed;
  const deadline = calls.deadline(CALL, limits);
  const wanted = new Set(protocolTypes);
  const listAt = async (request: SendRequest): Promise<GroupListing[]> => {
    const answer = await request(ListGroups, (version) => filters(version, groupStates, types));
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { api: ListGroups.name });
    return answer.groups.map(listingOf).filter(({ protocolType }) => wanted.size === 0 || wanted.has(protocolType));
  };
  const outcomes = await settled(everyBroker(calls, deadline, CALL, listAt));
  const groups = new ResourceMap<string | FailedBroker, GroupListing | Error>();
  for (const [broker, { reason, value }] of outcomes) {
    if (reason !== undefined) groups.set({ broker }, reason);
    // A group that moved meanwhile may be told by two brokers.
    else for (const group of value) groups.set(group.groupId, group);
  }
  return resultsOf(CALL, groups.keys(), groups) as ResourceMap<string, GroupListing>;
}

function filters(version: number, statesFilter: readonly string[], types: readonly GroupTypeName[]): object {
  if (version < STATES_SINCE && statesFilter.length > 0) {
    throw tooOld(ListGroups, version, STATES_SINCE, (kafka) => `to list groups by their states needs ${kafka}`);
  }
  if (version >= TYPES_SINCE) return { statesFilter, typesFilter: types };
  // All are classic.
  if (types.length > 0 && !types.includes('classic')) {
    throw tooOld(ListGroups, version, TYPES_SINCE, (kafka) => `groups of type ${types.join(' or ')} need ${kafka}`);
  }
  return version >= STATES_SINCE ? { statesFilter } : {};
}

function listingOf(group: ListGroupsResponse['groups'][number]): GroupListing {
  const { groupId, protocolType, groupState, groupType } = group;
  const type = groupType.toLowerCase();
  return {
    groupId,
    protocolType,
    groupState: groupState === '' ? undefined : groupState,
    type: GROUP_TYPES.find((each) => each === type),
    isSimpleConsumerGroup: protocolType === '' && (type === '' || type === 'classic'),
  };
}
