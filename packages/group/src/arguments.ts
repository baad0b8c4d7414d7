import { StateError, ZERO_UUID, isUuid, wrongArgument } from '@k/wire';
import type { Deadline } from '@k/runtime';
import { PartitionMap } from '@k/cluster';

export const INT32_MAX = 2 ** 31 - 1;

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A whole number from `min` on that a number holds exactly. */
export function isWhole(value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

/** @throws ConfigError for what is not `isRight` */
export function check(call: string, argument: string, isRight: boolean, expected: string, got: unknown): void {
  if (!isRight) throw wrongArgument(call, argument, expected, got);
}

export function checkBytes(call: string, bytes: unknown): void {
  check(call, 'bytes', bytes instanceof Uint8Array, 'a Buffer', bytes);
}

export function checkDeadline(call: string, deadline: unknown): asserts deadline is Deadline {
  const isRight = typeof (deadline as Deadline | null | undefined)?.remainingMs === 'function';
  check(call, 'deadline', isRight, "a Deadline, such as cluster.deadline('commit')", deadline);
}

/** @param value of each partition */
export function checkPartitions(
  call: string,
  argument: string,
  partitions: unknown,
  value: (place: string, value: unknown) => void = () => undefined,
): void {
  check(call, argument, partitions instanceof PartitionMap, 'a PartitionMap', partitions);
  for (const [topic, partition, each] of partitions as PartitionMap<unknown>) {
    check(call, `${argument}: topic`, isText(topic), 'the name of a topic', topic);
    const place = `${argument}: ${topic}-${String(partition)}`;
    check(call, place, isWhole(partition, 0, INT32_MAX), 'a partition, a whole number of 0 or more', partition);
    value(place, each);
  }
}

/** What a commit stores for a partition. */
export function checkOffset(call: string, place: string, value: unknown): void {
  check(call, place, isObject(value), '{ offset, metadata, leaderEpoch }', value);
  const { offset, metadata = '', leaderEpoch = -1, topicId = ZERO_UUID } = value as Record<string, unknown>;
  check(call, `${place}: offset`, isWhole(offset), 'a whole number of 0 or more', offset);
  check(call, `${place}: metadata`, typeof metadata === 'string', 'text', metadata);
  check(call, `${place}: leaderEpoch`, isWhole(leaderEpoch, -1, INT32_MAX), 'an epoch, or -1', leaderEpoch);
  check(call, `${place}: topicId`, typeof topicId === 'string' && isUuid(topicId), 'the id of a topic', topicId);
}

/** Who commits: undefined for nobody in particular. */
export function checkMember(call: string, member: unknown): void {
  if (member === undefined) return;
  const { protocol, memberId, epoch, groupInstanceId = null } = (member ?? {}) as Record<string, unknown>;
  const isRight =
    (protocol === 'classic' || protocol === 'consumer') &&
    typeof memberId === 'string' &&
    isWhole(epoch, -1, INT32_MAX) &&
    (groupInstanceId === null || isText(groupInstanceId));
  check(call, 'member', isRight, 'what GroupMember.identity gives, or nothing', member);
}

/** The names of the topics to subscribe to, sorted and each once. One as text is one topic. */
export function topicsOf(call: string, topics: unknown): string[] {
  const names: unknown = typeof topics === 'string' ? [topics] : topics;
  const expected = 'the names of topics, none of them empty';
  check(call, 'topics', Array.isArray(names), expected, topics);
  for (const name of names as unknown[]) check(call, 'topics', isText(name), expected, name);
  return [...new Set(names as string[])].sort();
}

/** What an assignor is asked with. */
export function checkAssign(call: string, partitionsPerTopic: unknown, members: unknown): void {
  check(call, 'partitionsPerTopic', partitionsPerTopic instanceof Map, 'a Map of topic names', partitionsPerTopic);
  check(call, 'members', Array.isArray(members), 'a list of members', members);
}

/** @throws ConfigError for a reason that is none; StateError before the member subscribed */
export function checkRejoin(reason: string, wanted: unknown): void {
  check('GroupMember: rejoin()', 'reason', typeof reason === 'string', 'text', reason);
  if (wanted === undefined) throw new StateError('GroupMember: rejoin() before subscribe()');
}
