import { wrongArgument } from '@k/wire';
import type { CoordinatorKind } from './coordinators.ts';
import type { TopicPartition } from './metadata.ts';
import type { Target } from './target.ts';

const TARGETS =
  "{ broker }, { leader: { topic, partition } }, { coordinator: 'group', 'transaction' or 'share', key }, 'any' or 'controller'";
/** KIP-932: 'groupId:topicId:partition'. */
const SHARE_KEY = /^.+:[\w-]{22}:\d+$/s;

/** @throws ConfigError for what is not `isRight` */
function check(call: string, name: string, isRight: boolean, expected: string, got: unknown): void {
  if (!isRight) throw wrongArgument(call, name, expected, got);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Names of topics, as they are or one as text. @throws ConfigError */
export function topicNames(call: string, topics: Iterable<string> | string): readonly string[] {
  const isList = isObject(topics) && Symbol.iterator in topics;
  check(call, 'topics', isText(topics) || isList, 'the name of a topic, or a list of names', topics);
  const names = typeof topics === 'string' ? [topics] : [...topics];
  for (const name of names) check(call, 'topics', isText(name), 'names of topics', name);
  return names;
}

export function checkBroker(call: string, brokerId: unknown): void {
  check(call, 'broker', isId(brokerId), "a broker's id, a whole number", brokerId);
}

export function checkPartition(call: string, name: string, place: TopicPartition): void {
  const isRight = isObject(place) && isText(place.topic) && isId(place.partition);
  check(call, name, isRight, '{ topic, partition }', place);
}

export function checkCoordinator(call: string, kind: CoordinatorKind, key: string): void {
  const kinds: readonly unknown[] = ['group', 'transaction', 'share'];
  check(call, 'kind', kinds.includes(kind), "'group', 'transaction' or 'share'", kind);
  check(call, 'key', typeof key === 'string', 'the id of a group or of transactions', key);
  if (kind === 'share') check(call, 'key', SHARE_KEY.test(key), "'groupId:topicId:partition'", key);
}

/** What every request is made of. */
export function checkRequest(call: string, target: Target, api: unknown, options: unknown): void {
  check(call, 'target', target === 'any' || target === 'controller' || isObject(target), TARGETS, target);
  if (typeof target === 'object') {
    if ('broker' in target) checkBroker(call, target.broker);
    else if ('leader' in target) checkPartition(call, 'leader', target.leader);
    else if ('coordinator' in target) checkCoordinator(call, target.coordinator, target.key);
    else check(call, 'target', false, TARGETS, target);
  }
  check(call, 'api', isObject(api) && 'request' in api && 'key' in api, 'an API of @k/wire, such as Metadata', api);
  check(call, 'options', isObject(options), '{ timeoutMs, signal, retry, … }', options);
}

export function checkOptions(call: string, options: unknown): void {
  check(call, 'options', isObject(options), 'an object', options);
}
