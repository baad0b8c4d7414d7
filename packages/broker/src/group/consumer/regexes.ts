import { ErrorCode } from '@k/wire';
import { RE2JS } from 're2js';
import type { GroupContext } from './group-context.ts';
import type { Membership } from './membership.ts';
import { Refused } from './refused.ts';
import { fingerprint, sameTopics } from './subscription.ts';

/** Regular expressions of a group are not looked at again sooner, whatever asks for it. */
const MIN_REFRESH_INTERVAL_MS = 10_000;

/** @throws Refused INVALID_REGULAR_EXPRESSION */
export function checkRegex(regex: string): void {
  try {
    RE2JS.compile(regex);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '').split(':')[0] : '';
    throw new Refused(
      ErrorCode.INVALID_REGULAR_EXPRESSION,
      `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${reason ?? ''}.`,
    );
  }
}

/**
 * Looks up which topics match the regular expressions of the group's members, where that is due: for a new expression, for
 * new topics, and now and then. Kafka does so beside its requests, so a member learns of it with its next heartbeat.
 *
 * @param lastRefreshMs when it was done before
 * @param mayDescribe which topics the sender of the heartbeat may know of: others are not matched, for no member, as in Kafka.
 *   What it may know later shows with the next look
 */
export function refreshRegexes(
  group: Membership,
  lastRefreshMs: number | undefined,
  mayDescribe: (topic: string) => boolean,
  context: GroupContext,
): void {
  const { clock, settings, topics } = context;
  const regexes = new Set(group.members.map(({ regex }) => regex).filter((regex) => regex !== ''));
  const now = clock.now();
  // After it when the clock was set back.
  const sinceLastMs = lastRefreshMs === undefined || lastRefreshMs > now ? Infinity : now - lastRefreshMs;
  if (regexes.size === 0 || sinceLastMs <= MIN_REFRESH_INTERVAL_MS) return;
  const isNew = [...regexes].some((regex) => !group.resolved.has(regex));
  const isBehind = [...group.resolved.values()].some((each) => each.topicsVersion < topics.newestTopicVersion);
  if (!isNew && !isBehind && sinceLastMs <= settings.groupConsumerRegexRefreshIntervalMs) return;
  let changed = false;
  for (const regex of regexes) {
    const pattern = RE2JS.compile(regex);
    const names = topics.topics.map(({ name }) => name).filter((name) => pattern.testExact(name) && mayDescribe(name));
    const matched = new Set(names);
    changed ||= !sameTopics(matched, group.resolved.get(regex)?.topics ?? new Set());
    group.resolved.set(regex, { topics: matched, resolvedAtMs: now, topicsVersion: topics.topicsVersion });
  }
  const print = fingerprint(group.topics, topics);
  if (!changed && print === group.topicsFingerprint) return;
  group.groupEpoch++;
  group.topicsFingerprint = print;
  group.topicsVersion = topics.topicsVersion;
}

/** When the group's regular expressions were looked at last; undefined: never. */
export function lastRefreshMsOf(group: Membership): number | undefined {
  for (const { resolvedAtMs } of group.resolved.values()) return resolvedAtMs;
  return undefined;
}
