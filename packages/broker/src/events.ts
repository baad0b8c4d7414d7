import type { TelemetryPush } from './telemetry/telemetry-push.ts';
import type { TransactionState } from './transaction/transaction-state.ts';

/** Which request an event is about. */
export interface RequestFacts {
  readonly nodeId: number;
  readonly connectionId: number;
  readonly apiKey: number;
  readonly apiName: string;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

/** What a broker tells its observers, as it happens. */
export type BrokerEvent =
  | {
      readonly type: 'connect';
      readonly nodeId: number;
      /** Name of the listener it came in by. */
      readonly listener: string;
      readonly connectionId: number;
      readonly remoteAddress: string;
    }
  | {
      readonly type: 'disconnect';
      readonly nodeId: number;
      readonly connectionId: number;
      /** Why the broker closed it, or 'closed by the client'. */
      readonly reason: string;
    }
  | (RequestFacts & {
      /** A request was taken up; requests of one connection are taken up one after the other. */
      readonly type: 'request';
    })
  | (RequestFacts & {
      /**
       * Bytes stood behind the body of the request that was just told, and were passed over, as Kafka does. A mistake of
       * its writer (librdkafka's Metadata since 2.1), unless a 0.8.2 took a newer version for the newest it knows.
       */
      readonly type: 'trailingBytes';
      readonly bytes: number;
    })
  | {
      readonly type: 'group';
      readonly groupId: string;
      readonly from: string;
      readonly to: string;
      readonly generationId: number;
    }
  | {
      /** A transactional id went from one state to another. */
      readonly type: 'transaction';
      readonly transactionalId: string;
      readonly from: TransactionState;
      readonly to: TransactionState;
      /** Who uses the id from now on. */
      readonly producerId: number;
      readonly producerEpoch: number;
    }
  | {
      /**
       * Records that a leader had are lost, since another replica leads that did not have them, or the leader was cut off
       * from the others while it took them. Only an unclean election, or a crash with records that were not flushed, takes
       * those below the high watermark; nothing above it was acknowledged with acks=all.
       */
      readonly type: 'recordsLost';
      readonly topic: string;
      readonly partition: number;
      /** The offset of the first one. */
      readonly from: number;
      /** The offset behind the last one. */
      readonly to: number;
      /** That of the leader that had them. */
      readonly highWatermark: number;
    }
  | {
      /** A `dataDir` cannot be written to: until it can, requests get KAFKA_STORAGE_ERROR. */
      readonly type: 'storageError';
      readonly path: string;
      readonly message: string;
    }
  | {
      /** The `dataDir` can be written to again after a `storageError`, and has all that waited for it. */
      readonly type: 'storageHealed';
      readonly path: string;
    }
  | (TelemetryPush & {
      /** A client pushed metrics. */
      readonly type: 'telemetry';
      readonly connectionId: number;
    });

export type BrokerEventListener = (event: BrokerEvent) => void;

/** Listeners of one broker. Events are made only while somebody listens. */
export class BrokerEvents {
  readonly #listeners = new Set<BrokerEventListener>();

  get observed(): boolean {
    return this.#listeners.size > 0;
  }

  listen(listener: BrokerEventListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: BrokerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
