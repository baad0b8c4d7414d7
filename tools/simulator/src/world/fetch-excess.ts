import type { FetchRequest, FetchResponse, MessageInit } from '@k/wire';

/** By how much answers of one client were larger than it had asked for. */
interface Account {
  /** Of answers that may not have arrived yet, by connection. */
  readonly onTheWay: Map<number, number>;
  /** Of those that have, since the client was within its budget. */
  arrived: number;
}

/**
 * By how much a consumer may overstep its budget: a batch that is larger than what a fetch asked for comes all the same
 * (KIP-74), and counts until the consumer is within its budget again. What is on its way then comes on top of it later.
 */
export class FetchExcess {
  readonly #accounts = new Map<string, Account>();

  /** A request came in: what was answered before it, on the same connection, has arrived. */
  asked(clientId: string, connectionId: number): void {
    const account = this.#accountOf(clientId);
    account.arrived += account.onTheWay.get(connectionId) ?? 0;
    account.onTheWay.delete(connectionId);
  }

  answered(
    clientId: string,
    connectionId: number,
    { maxBytes }: Pick<FetchRequest, 'maxBytes'>,
    { responses = [] }: MessageInit<FetchResponse>,
  ): void {
    const bytes = responses
      .flatMap(({ partitions = [] }) => partitions)
      .reduce((sum, { records }) => sum + (records?.length ?? 0), 0);
    if (bytes <= maxBytes) return;
    const { onTheWay } = this.#accountOf(clientId);
    onTheWay.set(connectionId, (onTheWay.get(connectionId) ?? 0) + bytes - maxBytes);
  }

  /** The client holds, and has asked for, no more than its budget. */
  isWithinBudget(clientId: string): void {
    this.#accountOf(clientId).arrived = 0;
  }

  /** In bytes. */
  of(clientId: string): number {
    const { arrived, onTheWay } = this.#accountOf(clientId);
    return [...onTheWay.values()].reduce((sum, bytes) => sum + bytes, arrived);
  }

  #accountOf(clientId: string): Account {
    let account = this.#accounts.get(clientId);
    if (account === undefined) {
      account = { onTheWay: new Map(), arrived: 0 };
      this.#accounts.set(clientId, account);
    }
    return account;
  }
}
