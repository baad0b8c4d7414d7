import {
  ConsumerProtocolSubscription,
  Heartbeat,
  JoinGroup,
  LeaveGroup,
  SyncGroup,
  Writer,
  type JoinGroupResponse,
  type SyncGroupResponse,
} from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';

/** The metadata of a consumer that reads these topics, as text: a version, then a ConsumerProtocolSubscription. */
export function subscribing(...topics: string[]): string {
  const writer = new Writer();
  writer.int16(0);
  ConsumerProtocolSubscription.write(writer, 0, { topics, userData: Buffer.alloc(0) });
  return writer.finish().toString();
}

export const SESSION_MS = 10_000;
export const REBALANCE_MS = 30_000;

export interface JoinOptions {
  readonly version?: number;
  readonly groupInstanceId?: string | undefined;
  readonly protocolType?: string;
  readonly protocols?: readonly [name: string, metadata: string][];
  readonly sessionTimeoutMs?: number;
  readonly rebalanceTimeoutMs?: number;
}

/** One member as a client plays it, request by request. */
export class MemberClient {
  memberId = '';
  generationId = -1;
  readonly #client: RawClient;
  readonly #groupId: string;

  constructor(client: RawClient, groupId = 'g') {
    this.#client = client;
    this.#groupId = groupId;
  }

  async join(options: JoinOptions = {}): Promise<JoinGroupResponse> {
    const version = options.version ?? 9;
    const response = await this.#client.request(JoinGroup, version, {
      groupId: this.#groupId,
      sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_MS,
      ...(version >= 1 ? { rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? REBALANCE_MS } : {}),
      memberId: this.memberId,
      ...(options.groupInstanceId === undefined ? {} : { groupInstanceId: options.groupInstanceId }),
      protocolType: options.protocolType ?? 'consumer',
      protocols: (options.protocols ?? [['range', 'm']]).map(([name, metadata]) => ({
        name,
        metadata: Buffer.from(metadata),
      })),
    });
    this.memberId = response.memberId;
    this.generationId = response.generationId;
    return response;
  }

  /** Gets its id first, as KIP-394 asks of dynamic members, then joins. */
  async joinWithId(options: JoinOptions = {}): Promise<JoinGroupResponse> {
    await this.join(options);
    return this.join(options);
  }

  sync(
    assignments: Readonly<Record<string, string>> = {},
    version = 5,
    groupInstanceId: string | null = null,
  ): Promise<SyncGroupResponse> {
    return this.#client.request(SyncGroup, version, {
      groupId: this.#groupId,
      generationId: this.generationId,
      memberId: this.memberId,
      ...(groupInstanceId === null ? {} : { groupInstanceId }),
      ...(version >= 5 ? { protocolType: 'consumer', protocolName: 'range' } : {}),
      assignments: Object.entries(assignments).map(([memberId, text]) => ({ memberId, assignment: Buffer.from(text) })),
    });
  }

  async heartbeat(groupInstanceId: string | null = null): Promise<number> {
    const { generationId, memberId } = this;
    const body = { groupId: this.#groupId, generationId, memberId, groupInstanceId };
    return (await this.#client.request(Heartbeat, 4, body)).errorCode;
  }

  async leave(): Promise<number | undefined> {
    const { memberId } = this;
    const response = await this.#client.request(LeaveGroup, 5, { groupId: this.#groupId, members: [{ memberId }] });
    return response.members[0]?.errorCode;
  }
}
