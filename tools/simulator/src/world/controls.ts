import type { Broker, Control, ControlFunction, ControlOptions } from '@k/broker';
import { readBatches } from '@k/codec';
import { Produce, type Api, type ProduceRequest } from '@k/wire';
import type { Recorder } from './recorder.ts';

/**
 * Controls of the broker. Whatever they do with a Produce request, it is written down which records a broker is given once
 * more: a producer that is not idempotent may store them twice then.
 */
export class Controls {
  readonly #broker: Broker;
  readonly #recorder: Recorder;
  readonly #seen = new WeakSet<ProduceRequest>();
  readonly #given = new Set<string>();
  #largestBatch = 0;

  constructor(broker: Broker, recorder: Recorder) {
    this.#broker = broker;
    this.#recorder = recorder;
    broker.control(Produce, (request) => {
      this.#watch(request);
      return undefined;
    });
  }

  add<Req, Res>(api: Api<Req, Res>, fn: ControlFunction<Req, Res>, options: ControlOptions = {}): Control {
    const watched: ControlFunction<Req, Res> = (request, context) => {
      if (api.key === Produce.key) this.#watch(request as ProduceRequest);
      return fn(request, context);
    };
    return this.#broker.control(api, watched, options);
  }

  /** Bytes of the largest one that a broker was given for a partition at a time. */
  get largestBatch(): number {
    return this.#largestBatch;
  }

  /** The controls of one API are asked one after the other: the first one counts. */
  #watch(request: ProduceRequest): void {
    if (this.#seen.has(request)) return;
    this.#seen.add(request);
    for (const { partitionData } of request.topicData) {
      for (const { records } of partitionData) if (records !== null) this.#count(records);
    }
  }

  #count(records: Buffer): void {
    this.#largestBatch = Math.max(this.#largestBatch, records.length);
    for (const batch of readBatches(records)) {
      if (batch.producerId >= 0n) continue;
      for (const { value } of batch) {
        const id = String(value);
        if (this.#given.has(id)) this.#recorder.write({ type: 'retried', id });
        this.#given.add(id);
      }
    }
  }
}
