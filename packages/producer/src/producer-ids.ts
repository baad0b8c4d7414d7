import type { ProducerIdentity } from './identity/source.ts';

const MAX_EPOCH = 32_767;

/**
 * Where the producer's identity stands.
 *
 * - `absent`: none yet, or the last one is spent (its epochs are used up): nothing can be numbered.
 * - `asking`: an InitProducerId is under way.
 * - `present`: batches can be numbered.
 */
export type ProducerIdState = 'absent' | 'asking' | 'present';

/**
 * The producer id and epoch that batches are numbered under (KIP-98), shared by all partitions of a producer.
 *
 * A partition whose sequence got a hole asks for a renewal: the epoch goes up by one, here and now, without asking a broker
 * (KIP-360: for a producer that is not transactional the broker takes a higher epoch with a sequence starting at 0). Other
 * partitions move to it when they have nothing in flight.
 */
export class ProducerIds {
  #state: ProducerIdState = 'absent';
  #current: ProducerIdentity | null = null;
  #renewals = 0;
  readonly #ask: () => Promise<ProducerIdentity>;

  constructor(ask: () => Promise<ProducerIdentity>) {
    this.#ask = ask;
  }

  get state(): ProducerIdState {
    return this.#state;
  }

  /** null unless `present`. */
  get current(): ProducerIdentity | null {
    return this.#current;
  }

  /** How often the epoch went up. */
  get renewals(): number {
    return this.#renewals;
  }

  /** Asks for an id when there is none; rejects with what the asking died of, and may then be called again. */
  async ensure(): Promise<void> {
    if (this.#state !== 'absent') return;
    this.#state = 'asking';
    try {
      this.#current = await this.#ask();
      this.#state = 'present';
    } catch (error) {
      this.#state = 'absent';
      throw error;
    }
  }

  /** `from` has a burnt sequence number on some partition. */
  renew(from: ProducerIdentity): void {
    // Another partition was faster: its new epoch serves this one as well.
    if (this.#current === null || this.#current !== from) return;
    this.#renewals++;
    if (from.epoch < MAX_EPOCH) {
      this.#current = { producerId: from.producerId, epoch: from.epoch + 1 };
      return;
    }
    this.#current = null;
    this.#state = 'absent';
  }
}
