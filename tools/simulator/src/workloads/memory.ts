import type { SimWorld } from '../world/sim-world.ts';

/** What the frame of an answer has beside its records. */
const FRAME_BYTES = 4_096;

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
    this.#look(bufferedBytes, bufferMemory, 2 * Math.max(batchSize, this.#world.controls.largestBatch));
  }

  /** A consumer gets a batch that is larger than what it has asked for all the same (KIP-74): one of each broker at a time. */
  consumer({ bytes, limit }: { bytes: number; limit: number }): void {
    const { controls, scenario } = this.#world;
    this.#look(bytes, limit, scenario.cluster.nodes * (controls.largestBatch + FRAME_BYTES));
  }

  #look(held: number, budget: number, slack: number): void {
    if (this.#isOver || held <= budget + slack) return;
    this.#isOver = true;
    const what = `${this.#name} holds ${String(held)} bytes, and may ${String(budget)} and ${String(slack)} more`;
    this.#world.recorder.write({ type: 'left', kind: 'memory', what });
  }
}
