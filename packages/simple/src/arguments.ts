import { CodecError, type RecordData } from '@k/codec';
import { showValue, wrongArgument, type TopicPartition } from '@k/wire';

/** @throws ConfigError for what is not `isRight` */
function check(call: string, name: string, isRight: boolean, expected: string, got: unknown): void {
  if (!isRight) throw wrongArgument(call, name, expected, got);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function checkText(call: string, name: string, value: unknown): void {
  check(call, name, isText(value), 'text that is not empty', value);
}

export function checkGroup(call: string, group: string): void {
  check(call, 'group', typeof group === 'string', 'the id of a group', group);
}

/** Names of topics, as they are or one as text. @throws ConfigError */
export function topicNames(call: string, topics: readonly string[] | string): readonly string[] {
  const names = typeof topics === 'string' ? [topics] : topics;
  check(call, 'topics', Array.isArray(names), 'the name of a topic, or an array of names', topics);
  for (const name of names) check(call, 'topics', isText(name), 'names of topics', name);
  return names;
}

/** Ids of groups, as they are or one as text. @throws ConfigError */
export function groupIds(call: string, groups: readonly string[] | string): readonly string[] {
  const ids = typeof groups === 'string' ? [groups] : groups;
  check(call, 'groups', Array.isArray(ids), 'the id of a group, or an array of them', groups);
  for (const id of ids) check(call, 'groups', typeof id === 'string', 'ids of groups', id);
  return ids;
}

/** A list of what each is about one partition. @throws ConfigError */
export function checkPayloads(call: string, payloads: readonly TopicPartition[]): void {
  check(call, 'payloads', Array.isArray(payloads), 'an array of payloads, each with topic and partition', payloads);
  for (const payload of payloads) {
    const isRight = isObject(payload) && isText(payload.topic) && Number.isSafeInteger(payload.partition);
    check(call, 'payloads', isRight, '{ topic, partition }', payload);
  }
}

// What the functions on bytes refuse is a CodecError, as it is in @k/codec.

/** The error for an argument that cannot be used: what it has to be, and what it is. */
export function invalidArgument(expected: string, got: unknown): CodecError {
  return new CodecError(`${expected}, got ${showValue(got)}`, { reason: 'invalid-argument' });
}

/** Refuses options that are no object, and names that there are not: they would be ignored in silence. */
export function checkOptions(of: string, options: object, names: readonly string[]): void {
  if (!isObject(options) || Array.isArray(options))
    throw invalidArgument(`the options of ${of} are an object`, options);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const text = `${of} has no option ${showValue(unknown)}: there are ${names.join(', ')}`;
  throw new CodecError(text, { reason: 'invalid-argument' });
}

export function checkInteger(what: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw invalidArgument(`${what} is an integer from ${String(min)} to ${String(max)}`, value);
}

/** Not instanceof: a test runner's sandbox has a Uint8Array of its own. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Partial<Uint8Array>).BYTES_PER_ELEMENT === 1;
}

export function checkBytes(what: string, value: Uint8Array): void {
  if (!isBytes(value)) throw invalidArgument(`${what} is a Uint8Array`, value);
}

/** What a key or a value of a message may be. */
export function checkData(value: RecordData): void {
  const isRight = typeof value === 'string' || value === null || isBytes(value);
  if (!isRight) throw invalidArgument('a key or value is a Uint8Array, a string or null', value);
}
