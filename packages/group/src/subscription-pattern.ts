import { wrongArgument } from '@k/wire';

/**
 * Topics by a regular expression that the group's coordinator evaluates (KIP-848): in the syntax of RE2, for whole names, with
 * topics made later joining in. It takes the consumer protocol and Kafka 4.0. A JavaScript RegExp stays with the client.
 */
export class SubscriptionPattern {
  /** In the syntax of RE2/J, which the broker checks. */
  readonly pattern: string;

  /** @throws ConfigError for what is no text */
  constructor(pattern: string) {
    if (typeof pattern !== 'string' || (pattern as unknown) === '') {
      throw wrongArgument('SubscriptionPattern', 'pattern', "text, such as 'orders-.*'", pattern);
    }
    this.pattern = pattern;
  }
}

/** What a member joins its group for: names of topics, sorted and each once, or a pattern. */
export type WantedTopics = readonly string[] | SubscriptionPattern;

export function isSameSubscription(one: WantedTopics | undefined, other: WantedTopics | undefined): boolean {
  if (one instanceof SubscriptionPattern && other instanceof SubscriptionPattern) return one.pattern === other.pattern;
  if (one instanceof SubscriptionPattern || other instanceof SubscriptionPattern) return false;
  return one?.join() === other?.join();
}
