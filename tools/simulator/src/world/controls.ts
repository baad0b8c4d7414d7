import type { Broker, Control, ControlContext, ControlFunction, ControlOptions } from '@k/broker';
import { readBatches } from '@k/codec';
import { Fetch, Produce, type Api, type FetchRequest, type FetchResponse, type ProduceRequest } from '@k/wire';
import { FetchExcess } from './fetch-excess.ts';
import type { Recorder } from './recorder.ts';

/**
 * Controls of the broker. Whatever they do with a Produce request, it is written down which records a broker is given once
 * more: a producer that is not idempotent may store them twice then. Of answers to Fetch it is known how much larger they are than
 * what was asked for.
 */
export class Controls {
  readonly #broker: Broker;
  readonly #recorder: Recorder;
  readonly #seen = new WeakSet<ProduceRequest>();
  readonly #given = new Set<string>();
  readonly excess = new FetchExcess();
  #held = 0;

  constructor(broker: Broker, recorder: Recorder) {
    this.#broker = broker;
    this.#recorder = recorder;
    broker.control(Produce, (request) => {
      this.#watch(request);
      return undefined;
    });
    broker.control(Fetch, (request, context) => this.#weighed(request, context).forward());
  }

  add<Req, Res>(api: Api<Req, Res>, fn: ControlFunction<Req, Res>, options: ControlOptions = {}): Control {
    const watched: ControlFunction<Req, Res> = (request, context) => {
      if (api.key === Produce.key) this.#watch(request as ProduceRequest);
      const counted = this.#counted(context);
      if (api.key !== Fetch.key) return fn(request, counted);
      return fn(
        request,
        this.#weighed(request as FetchRequest, counted as ControlContext<FetchResponse>) as ControlContext<Res>,
      );
    };
    return this.#broker.control(api, watched, options);
  }

  /** How many requests nodes are kept at. What came behind them on their connections is done later still. */
  get held(): number {
    return this.#held;
  }

  #counted<Res>(context: ControlContext<Res>): ControlContext<Res> {
    return {
      ...context,
      delay: async (ms) => {
        this.#held++;
        try {
          await context.delay(ms);
        } finally {
          this.#held--;
        }
      },
    };
  }

  /** What is told of the request, with an answer that is weighed. */
  #weighed(request: FetchRequest, context: ControlContext<FetchResponse>): ControlContext<FetchResponse> {
    const { clientId, connectionId } = context;
    if (clientId === null) return context;
    this.excess.asked(clientId, connectionId);
    return {
      ...context,
      forward: async () => {
        const answer = await context.forward();
        if (answer !== undefined) this.excess.answered(clientId, connectionId, request, answer);
        return answer;
      },
    };
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
