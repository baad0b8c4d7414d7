import type { History, LogEvent } from '../history.ts';
import { type Place, nameOf } from './places.ts';

export type LogRecord = LogEvent['records'][number];
export type Isolation = 'read_committed' | 'read_uncommitted';

/** Where a record is in the logs. */
export interface Found {
  readonly place: Place;
  readonly record: LogRecord;
}

/** What a partition holds at the end. */
export class Log implements Place {
  readonly topic: string;
  readonly partition: number;
  readonly endOffset: number;
  /** By rising offset. */
  readonly records: readonly LogRecord[];

  constructor({ topic, partition, endOffset, records }: LogEvent) {
    this.topic = topic;
    this.partition = partition;
    this.endOffset = endOffset;
    this.records = [...records].sort((a, b) => a.offset - b.offset);
  }

  at(offset: number): LogRecord | undefined {
    const record = this.records[this.#first(offset)];
    return record?.offset === offset ? record : undefined;
  }

  /** The records from an offset up to, not including, another one that such a reader is given. */
  *visible(from: number, to: number, isolation: Isolation): Generator<LogRecord, undefined> {
    for (let i = this.#first(from); i < this.records.length; i++) {
      const record = this.records[i] as LogRecord;
      if (record.offset >= to) return;
      if (isVisible(record, isolation)) yield record;
    }
  }

  /** Index of the first record at this offset or behind it. */
  #first(offset: number): number {
    let low = 0;
    for (let high = this.records.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle] as LogRecord).offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A reader of what is committed gets no record of a transaction that was aborted or is open. */
export function isVisible({ transaction }: LogRecord, isolation: Isolation): boolean {
  return isolation === 'read_uncommitted' || transaction === 'none' || transaction === 'committed';
}

/** The logs at the end of a history. */
export class Logs {
  readonly all: readonly Log[];
  readonly #byPlace = new Map<string, Log>();
  readonly #byId = new Map<string, Found[]>();

  constructor(history: History) {
    for (const event of history) if (event.type === 'log') this.#byPlace.set(nameOf(event), new Log(event));
    this.all = [...this.#byPlace.values()];
    for (const log of this.all) {
      for (const record of log.records) {
        if (record.id === null) continue;
        const found = this.#byId.get(record.id);
        if (found === undefined) this.#byId.set(record.id, [{ place: log, record }]);
        else found.push({ place: log, record });
      }
    }
  }

  of(place: Place): Log | undefined {
    return this.#byPlace.get(nameOf(place));
  }

  /** Wherever a record is; more than once: it was stored so often. */
  where(id: string): readonly Found[] {
    return this.#byId.get(id) ?? [];
  }
}
