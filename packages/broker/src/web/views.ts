import { ConsumerProtocolAssignment, KafkaError, Reader } from '@k/wire';
import type { Broker } from '../broker.ts';
import type { MemberDescription } from '../group/group-description.ts';
import { BadQuery } from './bad-query.ts';
import { recordsView } from './records-view.ts';
import type { RequestLog } from './request-log.ts';

/** What the page can ask, by path. */
type View = (broker: Broker, query: URLSearchParams, requests: RequestLog) => unknown;

export const VIEWS: Readonly<Record<string, View>> = {
  '/api/cluster': (broker) => clusterView(broker),
  '/api/topics': (broker) => broker.topicNames.toSorted().map((name) => topicView(broker, name)),
  '/api/records': (broker, query) =>
    recordsView(broker, {
      topic: topicIn(query),
      partition: numberIn(query, 'partition'),
      from: numberIn(query, 'from'),
      limit: Math.min(numberIn(query, 'limit') ?? 50, 500),
    }),
  '/api/groups': (broker) => broker.groupIds.toSorted().map((groupId) => groupView(broker, groupId)),
  '/api/transactions': (broker) => broker.transactionalIds.toSorted().map((id) => broker.transaction(id)),
  '/api/connections': (broker) => broker.connections,
  '/api/requests': (_, query, requests) => requests.after(numberIn(query, 'after') ?? 0),
};

/** What may stand in a query. */
export const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/api/records': ['topic', 'partition', 'from', 'limit'],
  '/api/requests': ['after'],
};

/** Undefined: it is left out, or empty. @throws BadQuery */
function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw new BadQuery(`${name}: expected a whole number from 0 on, got ${JSON.stringify(text)}`);
  return Number(text);
}

/** @throws BadQuery */
function topicIn(query: URLSearchParams): string {
  const topic = query.get('topic') ?? '';
  if (topic === '') throw new BadQuery('topic: the name of a topic is needed, such as ?topic=orders');
  return topic;
}

function clusterView(broker: Broker): unknown {
  const { clusterId, controllerId, liveNodeIds, bootstrapServers } = broker;
  const nodes = bootstrapServers.map((address, id) => ({ id, address, isUp: liveNodeIds.includes(id) }));
  return { clusterId, controllerId, nodes };
}

function topicView(broker: Broker, name: string): unknown {
  const topic = broker.topic(name);
  const partitions = (topic?.partitions ?? []).map((partition) => {
    const { startOffset, endOffset, byteLength } = broker.log(name, partition.partition);
    return { ...partition, startOffset, endOffset, byteLength };
  });
  return { name, topicId: topic?.topicId, partitions };
}

/** A group with its members, and how far it is behind the end of each partition that it committed. */
function groupView(broker: Broker, groupId: string): unknown {
  const group = broker.group(groupId);
  const committed = broker.committedOffsets(groupId);
  const members = (group?.members ?? []).map((member) => ({ ...member, assignment: assignmentOf(member) }));
  const partitions = committed.map(({ topic, partition, offset, metadata }) => {
    const isThere = broker.topic(topic)?.partitions[partition] !== undefined;
    const endOffset = isThere ? broker.log(topic, partition).endOffset : undefined;
    return { topic, partition, offset, metadata, endOffset, lag: endOffset === undefined ? undefined : endOffset - offset }; // prettier-ignore
  });
  return { ...group, groupId, members, partitions };
}

/** Of consumers; what members of other kinds (of Connect, say) were given is theirs. */
function assignmentOf({ assignment }: MemberDescription): string[] {
  try {
    const reader = new Reader(Buffer.from(assignment));
    const version = Math.min(reader.int16(), ConsumerProtocolAssignment.maxVersion);
    const { assignedPartitions } = ConsumerProtocolAssignment.read(reader, version);
    return assignedPartitions.map(({ topic, partitions }) => `${topic}: ${partitions.join(', ')}`);
  } catch (error) {
    if (!KafkaError.is(error)) throw error;
    return [];
  }
}
