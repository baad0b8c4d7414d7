import type { SimWorld } from '../world/sim-world.ts';

interface Consumed {
  readonly bufferedBytes: number;
  readonly reservedBytes: number;
  readonly bufferMemory: number;
}

/** Of its budget: a run copies records that take long, so that the answers that they came with need not wait for them. */
const COPIED_SHARE = 1 / 4;

/** No record of a producer's is larger. */
const LARGEST_RECORD = 2_200;

/** Complains once when a client holds more than its budget and what it says that it may overstep it by. */
export class MemoryWatch {
  readonly #world: SimWorld;
  readonly #name: string;
  #isOver = false;

  constructor(world: SimWorld, name: string) {
    this.#world = world;
    this.#name = name;
  }

  /** A producer may overstep it by one batch: its buffers grow by doubling. */
  producer({ bufferedBytes, bufferMemory }: { bufferedBytes: number; bufferMemory: number }, batchSize: number): void {
    this.#look(bufferedBytes, bufferMemory, 2 * Math.max(batchSize, LARGEST_RECORD));
  }

  /** A consumer gets a batch that is larger than what it has asked for all the same, and asks for no more then (KIP-74). */
  consumer({ bufferedBytes, reservedBytes, bufferMemory }: Consumed, clientId: string): void {
    const { excess } = this.#world.controls;
    const held = bufferedBytes + reservedBytes;
    this.#look(held, bufferMemory, bufferMemory * COPIED_SHARE + excess.of(clientId));
    if (held <= bufferMemory) excess.isWithinBudget(clientId);
  }

  #look(held: number, budget: number, slack: number): void {
    if (this.#isOver || held <= budget + slack) return;
    this.#isOver = true;
    const what = `${this.#name} holds ${String(held)} bytes, and may ${String(budget)} and ${String(slack)} more`;
    this.#world.recorder.write({ type: 'left', kind: 'memory', what });
  }
}
