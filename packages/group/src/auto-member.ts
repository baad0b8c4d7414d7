import { UnsupportedVersionError, asError, ConsumerGroupHeartbeat } from '@k/wire';
import { isRetriable } from '@k/cluster';
import { checkRejoin, topicsOf } from './arguments.ts';
import { ClassicMember } from './classic/classic-member.ts';
import { ConsumerMember } from './consumer-protocol/consumer-member.ts';
import { isProtocolUnknown } from './consumer-protocol/heartbeat-outcome.ts';
import type { AnsweredHeartbeats, GroupMember, MemberIdentity, MembershipStatus } from './membership.ts';
import type { GroupMemberSettings } from './options.ts';
import { SubscriptionPattern } from './subscription-pattern.ts';

/** The feature by which a cluster says that it has the consumer protocol, from this level on (KIP-848). */
const GROUP_VERSION = { feature: 'group.version', level: 1 };

/**
 * A member that finds out which protocol its cluster has when it first subscribes: the consumer protocol where that is switched on,
 * the classic one otherwise. From then on it is a member of that.
 */
export class AutoMember implements GroupMember {
  readonly #settings: GroupMemberSettings;
  #member: GroupMember | undefined;
  #wanted: readonly string[] | SubscriptionPattern | undefined;
  /** Set while the cluster is asked. */
  #asking: AbortController | undefined;
  #trouble: Error | undefined;

  constructor(settings: GroupMemberSettings) {
    this.#settings = settings;
  }

  get status(): MembershipStatus {
    const state = this.#wanted === undefined ? 'unjoined' : 'joining';
    return this.#member?.status ?? { state, memberId: '', epoch: -1 };
  }

  get trouble(): Error | undefined {
    return this.#member === undefined ? this.#trouble : this.#member.trouble;
  }

  get heartbeats(): AnsweredHeartbeats {
    return this.#member?.heartbeats ?? { count: 0, answeredAt: -1 };
  }

  get identity(): MemberIdentity | undefined {
    return this.#member?.identity;
  }

  get epochPending(): Promise<void> | undefined {
    return this.#member?.epochPending;
  }

  subscribe(wanted: readonly string[] | string | SubscriptionPattern): void {
    this.#wanted = wanted instanceof SubscriptionPattern ? wanted : topicsOf('GroupMember: subscribe()', wanted);
    if (this.#member !== undefined) this.#member.subscribe(this.#wanted);
    else void this.#choose();
  }

  rejoin(reason: string): void {
    checkRejoin(reason, this.#wanted);
    this.#member?.rejoin(reason);
  }

  polled(): void {
    this.#member?.polled();
  }

  checkSession(): boolean {
    return this.#member?.checkSession() ?? true;
  }

  async leave(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    this.#stopAsking();
    await this.#member?.leave(options);
  }

  async abandon(): Promise<void> {
    this.#stopAsking();
    await this.#member?.abandon();
  }

  #stopAsking(): void {
    this.#wanted = undefined;
    this.#trouble = undefined;
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async #choose(): Promise<void> {
    if (this.#asking !== undefined) return;
    const asking = new AbortController();
    this.#asking = asking;
    const { cluster, handler } = this.#settings;
    const isOver = (): boolean => asking.signal.aborted;
    while (!isOver()) {
      try {
        const ask = (): ReturnType<typeof cluster.loadFeatures> => cluster.loadFeatures({ signal: asking.signal });
        const features = await cluster.retry('choose a group protocol', ask, { signal: asking.signal });
        if (isOver()) return;
        this.#asking = undefined;
        const level = features?.levels.get(GROUP_VERSION.feature) ?? 0;
        if (level < GROUP_VERSION.level) this.#become(new ClassicMember(this.#settings));
        else this.#become(new ConsumerMember(this.#settings, (error) => this.#fallBack(error)));
        return;
      } catch (cause) {
        if (isOver()) return;
        const error = asError(cause);
        if (!isRetriable(error)) {
          this.#asking = undefined;
          handler.onFailed(error);
          return;
        }
        if (this.#trouble === undefined) handler.onError(error);
        this.#trouble = error;
      }
    }
  }

  /** The cluster has the feature, but its coordinators are told not to use it: the group goes on in the classic protocol. */
  #fallBack(error: Error): boolean {
    if (!isProtocolUnknown(error) || this.#wanted === undefined) return false;
    const { handler } = this.#settings;
    const former = this.#member;
    this.#become(new ClassicMember(this.#settings));
    former?.abandon().catch((cause: unknown) => {
      handler.onError(asError(cause));
    });
    return true;
  }

  #become(member: GroupMember): void {
    this.#member = member;
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    if (wanted instanceof SubscriptionPattern && member instanceof ClassicMember) {
      const { minVersion, maxVersion, name: api } = ConsumerGroupHeartbeat;
      const message = `GroupMember: a SubscriptionPattern takes the consumer protocol (KIP-848), which the cluster does not have: it came with Kafka 4.0. Subscribe with a RegExp, which stays with the client, or with names`;
      this.#settings.handler.onFailed(new UnsupportedVersionError({ api, minVersion, maxVersion, message }));
      return;
    }
    member.subscribe(wanted);
  }
}
