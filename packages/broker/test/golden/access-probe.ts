import { CreateAcls, CreateTopics, DeleteAcls, SaslAuthenticate, SaslHandshake } from '@k/wire';
import { AclOperation, PatternType, PermissionType, ResourceType } from '../../src/access/acl.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Answers } from './probe.ts';

/** Operation, type and name of what a user is given; `deny`, or for all names that begin so. */
export interface Right {
  readonly operation: keyof typeof AclOperation;
  readonly type: keyof typeof ResourceType;
  readonly name: string;
  readonly deny?: boolean;
  readonly prefixed?: boolean;
  readonly principal?: string;
  readonly host?: string;
}

const ANY_ACL = {
  resourceTypeFilter: ResourceType.ANY,
  resourceNameFilter: null,
  patternTypeFilter: PatternType.ANY,
  principalFilter: null,
  hostFilter: null,
  operation: AclOperation.ANY,
  permissionType: PermissionType.ANY,
};

/** Where clients come in: without a name, which is a super user's, and with one. */
export interface AccessAddresses {
  readonly plaintext: string;
  readonly sasl: string;
}

/** Logs in by PLAIN with Kafka's default users of the lab. */
export async function login(address: string, user: string): Promise<RawClient> {
  const client = await RawClient.tcp(address);
  await client.request(SaslHandshake, 1, { mechanism: 'PLAIN' });
  const { errorCode } = await client.request(SaslAuthenticate, 1, {
    authBytes: Buffer.from(`\0${user}\0${user}-secret`),
  });
  if (errorCode !== 0) throw new Error(`${user} was not let in: ${String(errorCode)}`);
  return client;
}

/** Puts the same questions to any broker with an authorizer, as users with some rights. */
export class AccessProbe {
  readonly answers: Answers = {};
  readonly admin: RawClient;
  /** Where users log in. */
  readonly addresses: AccessAddresses;
  readonly #prefix: string;
  readonly #topicIds = new Map<string, string>();
  #alice: RawClient;

  private constructor(addresses: AccessAddresses, admin: RawClient, alice: RawClient) {
    this.addresses = addresses;
    this.admin = admin;
    this.#alice = alice;
    this.#prefix = `probe-${Date.now().toString(36)}`;
  }

  static async on(addresses: AccessAddresses): Promise<AccessProbe> {
    return new AccessProbe(addresses, await RawClient.tcp(addresses.plaintext), await login(addresses.sasl, 'alice'));
  }

  name(short: string): string {
    return `${this.#prefix}-${short}`;
  }

  /** Its id. */
  async topic(short: string): Promise<string> {
    const topics = [{ name: this.name(short), numPartitions: 1, replicationFactor: 1 }];
    const response = await this.admin.request(CreateTopics, 7, { timeoutMs: 10_000, topics });
    const topicId = response.topics[0]?.topicId ?? '';
    this.#topicIds.set(topicId, `id of ${short}`);
    return topicId;
  }

  /** Alice has these rights from now on, and no others. */
  async give(rights: readonly Right[]): Promise<void> {
    await this.admin.request(DeleteAcls, 3, { filters: [ANY_ACL] });
    const creations = rights.map(({ operation, type, name, deny, prefixed, principal, host }) => ({
      resourceType: ResourceType[type],
      resourceName: type === 'CLUSTER' || name === '*' ? name : this.name(name),
      resourcePatternType: prefixed === true ? PatternType.PREFIXED : PatternType.LITERAL,
      principal: principal ?? 'User:alice',
      host: host ?? '*',
      operation: AclOperation[operation],
      permissionType: deny === true ? PermissionType.DENY : PermissionType.ALLOW,
    }));
    await this.admin.request(CreateAcls, 3, { creations });
    // A real one replays its metadata a little later.
    await new Promise((resolve) => setTimeout(resolve, this.settleMs));
  }

  /** How long a change of rights takes to be felt. */
  settleMs = 0;

  async ask(what: string, question: (client: RawClient) => Promise<unknown>, client?: RawClient): Promise<void> {
    let answer: unknown;
    try {
      answer = await question(client ?? this.#alice);
    } catch (error) {
      answer = `failed: ${error instanceof Error ? error.message : String(error)}`;
      this.#alice.close();
      this.#alice = await login(this.addresses.sasl, 'alice');
    }
    this.answers[what] = this.#plain(answer);
  }

  close(): void {
    this.admin.close();
    this.#alice.close();
  }

  /** Without what depends on the run, and in one order. */
  #plain(answer: unknown): unknown {
    const text = JSON.stringify(answer ?? null, (key, value: unknown) => {
      if (VARYING.has(key)) return undefined;
      if (typeof value === 'bigint' && value > A_TIME && TIMES.test(key)) return 'a time';
      if (typeof value === 'bigint') return Number(value);
      if (OF_THIS_RUN.has(key) && Array.isArray(value)) {
        return (value as Record<string, unknown>[]).filter((each) => this.#isOfThisRun(each));
      }
      if (typeof value === 'string') return this.#plainText(value);
      return value;
    });
    return sorted(JSON.parse(text));
  }

  /** A real Kafka has more than what was made here. */
  #isOfThisRun({ name, groupId, transactionalId }: Record<string, unknown>): boolean {
    const named = [name, groupId, transactionalId].filter((text) => typeof text === 'string');
    return named.length === 0 || named.some((text) => text === '' || text.startsWith(this.#prefix));
  }

  #plainText(text: string): string {
    const known = this.#topicIds.get(text);
    if (known !== undefined) return known;
    if (/^(?:Request Request\(|The request needs )/.test(text)) return 'some words';
    return text.replaceAll(`${this.#prefix}-`, '');
  }
}

/** Of tokens. */
const TIMES = /^(?:issue|expiry|max)Timestamp/;
/** Later than 2001, in ms. */
const A_TIME = 1_000_000_000_000n;

const VARYING = new Set(['nodeId', 'port', 'host', 'producerId', 'memberId', 'clusterId', 'controllerId', 'leaderId', 'logAppendTimeMs', 'throttleTimeMs', 'configs', 'nodeEndpoints', 'currentLeader', 'sessionId', 'unknownTags', 'brokers', 'topicConfigErrorMessage', 'replicaNodes', 'isrNodes', 'tokenId', 'hmac']); // prettier-ignore

/** Lists of all that there is. */
const OF_THIS_RUN = new Set(['topics', 'groups', 'transactionStates']);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sorted(each)]));
}
