import type { HistoryEvent, LogEvent, SentEvent } from '../../src/index.ts';
import type { Event } from '../support/events.ts';

type LogRecord = LogEvent['records'][number];

/** Numbers below an end. */
export type Draw = (end: number) => number;

const PARTITIONS = 2;
const DRAWN = 120;

interface Member {
  readonly name: string;
  readonly partitions: number[];
  /** Where it goes on, by partition. */
  readonly next: Map<number, number>;
}

/**
 * A Kafka of one broker that makes no mistakes, and clients that make none: what they do is drawn, and is written down as a
 * history that keeps every promise.
 */
export class Model {
  readonly history: HistoryEvent[] = [];
  readonly #draw: Draw;
  #now = 0;
  #ids = 0;
  #transactions = 0;
  #members: Member[] = [];
  #names = 0;
  #generation = 0;
  readonly #logs = new Map<string, LogRecord[]>();
  readonly #ends = new Map<string, number>();
  readonly #committed = new Map<number, number>();
  readonly #free = new Map<number, number>();

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** Everything, from the first event to the last. */
  run(): HistoryEvent[] {
    this.#tell({ type: 'topic', topic: 't', partitions: PARTITIONS });
    this.#rebalance();
    for (let i = 0; i < DRAWN; i++) this.#step();
    this.#tell({ type: 'healed', what: 'all' });
    for (let i = 0; i < 4; i++) this.#send();
    this.#transaction(true);
    this.#readAll();
    for (const value of ['1', '2']) this.#alter(value);
    this.#close();
    return this.history;
  }

  #step(): void {
    const what = this.#draw(12);
    if (what < 4) this.#send();
    else if (what < 6) this.#transaction(this.#draw(3) > 0);
    else if (what < 9) this.#read(this.#members[this.#draw(this.#members.length)]);
    else if (what < 10) this.#readFree();
    else if (what < 11) this.#commit(this.#members[this.#draw(this.#members.length)]);
    else if (this.#draw(3) === 0) this.#crash();
    else this.#rebalance();
  }

  #tell(event: Event): void {
    this.#now += 1 + this.#draw(5);
    this.history.push({ ...event, at: this.#now });
  }

  #append(topic: string, partition: number, id: string, transaction: LogRecord['transaction']): number {
    const log = `${topic}-${String(partition)}`;
    const offset = this.#ends.get(log) ?? 0;
    this.#ends.set(log, offset + 1);
    const records = this.#logs.get(log) ?? [];
    this.#logs.set(log, records);
    records.push({ offset, id, transaction });
    return offset;
  }

  #mark(topic: string, partition: number): void {
    const log = `${topic}-${String(partition)}`;
    this.#ends.set(log, (this.#ends.get(log) ?? 0) + 1);
  }

  #sent(producer: string, topic: string, more: Partial<SentEvent> = {}): { id: string; partition: number } {
    const id = `r${String(this.#ids++)}`;
    const partition = topic === 't' ? this.#draw(PARTITIONS) : 0;
    this.#tell({ type: 'sent', producer, id, topic, key: null, partition, idempotent: true, ...more });
    return { id, partition };
  }

  #send(): void {
    const { id, partition } = this.#sent('p', 't');
    const outcome = this.history.some(({ type }) => type === 'healed') ? 2 : this.#draw(12);
    const failed = (how: 'not-stored' | 'unknown'): void => {
      this.#tell({ type: 'failed', id, error: 'it broke', outcome: how });
    };
    if (outcome === 0) failed('not-stored');
    else {
      const offset = this.#append('t', partition, id, 'none');
      if (outcome === 1) failed('unknown');
      else this.#tell({ type: 'acked', id, partition, offset });
    }
  }

  /** Reads some of input topic `i`, which is written here as well, and writes an output for each. */
  #transaction(isCommitted: boolean): void {
    const transaction = `x${String(this.#transactions++)}`;
    const phase = (name: 'begun' | 'committing' | 'committed' | 'aborting' | 'aborted'): void => {
      this.#tell({ type: 'transaction', transaction, producer: 'x', phase: name });
    };
    const inputs = Array.from({ length: isCommitted ? 1 + this.#draw(3) : 0 }, () => this.#sent('q', 'i').id);
    const offsets = inputs.map((id) => {
      const offset = this.#append('i', 0, id, 'none');
      this.#tell({ type: 'acked', id, partition: 0, offset });
      return offset;
    });
    phase('begun');
    const acks: (() => void)[] = [];
    for (const input of isCommitted ? offsets : [0, 1]) {
      const more = isCommitted ? { transaction, input: { topic: 'i', partition: 0, offset: input } } : { transaction };
      const { id, partition } = this.#sent('x', 't', more);
      const offset = this.#append('t', partition, id, isCommitted ? 'committed' : 'aborted');
      acks.push(() => {
        this.#tell({ type: 'acked', id, partition, offset });
      });
    }
    for (const ack of acks) ack();
    phase(isCommitted ? 'committing' : 'aborting');
    for (let p = 0; p < PARTITIONS; p++) this.#mark('t', p);
    phase(isCommitted ? 'committed' : 'aborted');
  }

  #visible(partition: number, from: number): LogRecord | undefined {
    return this.#logs
      .get(`t-${String(partition)}`)
      ?.find((each) => each.offset >= from && each.transaction !== 'aborted');
  }

  #read(member: Member | undefined): boolean {
    for (const partition of member?.partitions ?? []) {
      const record = this.#visible(partition, member?.next.get(partition) ?? 0);
      if (record === undefined || member === undefined) continue;
      const { offset, id } = record;
      const place = { topic: 't', partition, offset };
      const generation = this.#generation;
      const isolation = 'read_committed';
      this.#tell({ type: 'delivered', reader: member.name, group: 'g', generation, isolation, id, ...place });
      this.#tell({ type: 'done', reader: member.name, group: 'g', ...place });
      member.next.set(partition, offset + 1);
      return true;
    }
    return false;
  }

  /** A reader of no group. */
  #readFree(): boolean {
    const partition = this.#draw(PARTITIONS);
    const record = this.#visible(partition, this.#free.get(partition) ?? 0);
    if (record === undefined) return false;
    const { offset, id } = record;
    this.#tell({ type: 'delivered', reader: 'r', isolation: 'read_committed', topic: 't', partition, offset, id });
    this.#free.set(partition, offset + 1);
    return true;
  }

  #commit(member: Member | undefined): void {
    for (const partition of member?.partitions ?? []) {
      const offset = member?.next.get(partition) ?? 0;
      if (offset === (this.#committed.get(partition) ?? 0) || member === undefined) continue;
      this.#committed.set(partition, offset);
      const place = { topic: 't', partition, offset };
      this.#tell({ type: 'committed', group: 'g', member: member.name, generation: this.#generation, ...place });
    }
  }

  #assignment(type: 'assigned' | 'revoked', member: Member): void {
    const partitions = member.partitions.map((partition) => ({ topic: 't', partition }));
    this.#tell({ type, group: 'g', member: member.name, generation: this.#generation, partitions });
  }

  #rebalance(): void {
    for (const member of this.#members) {
      this.#commit(member);
      this.#assignment('revoked', member);
    }
    this.#generation++;
    const names = this.#members.map(({ name }) => name);
    while (names.length < 2) {
      const name = `m${String(this.#names++)}`;
      this.#tell({ type: 'process', process: name, state: 'started' });
      names.push(name);
    }
    const shift = this.#draw(2);
    this.#members = names.map((name, i) => {
      const partitions = [(i + shift) % PARTITIONS];
      return { name, partitions, next: new Map(partitions.map((p) => [p, this.#committed.get(p) ?? 0])) };
    });
    for (const member of this.#members) this.#assignment('assigned', member);
  }

  #crash(): void {
    const [member, ...others] = this.#members;
    if (member === undefined) return;
    this.#tell({ type: 'process', process: member.name, state: 'crashed' });
    this.#members = others;
    this.#rebalance();
  }

  #readAll(): void {
    for (const member of this.#members) {
      while (this.#read(member));
      this.#commit(member);
    }
  }

  #alter(value: string): void {
    const setting = { type: 'config', resource: 'topic t', name: 'retention.ms', value } as const;
    this.#tell({ ...setting, phase: 'asked', change: value });
    this.#tell({ ...setting, phase: 'acked', change: value });
    this.#tell({ ...setting, phase: 'read' });
  }

  #close(): void {
    for (const { name } of this.#members) this.#tell({ type: 'process', process: name, state: 'closing' });
    for (const [log, records] of this.#logs) {
      const [topic = '', partition] = log.split('-');
      const endOffset = this.#ends.get(log) ?? 0;
      this.#tell({ type: 'log', topic, partition: Number(partition), startOffset: 0, endOffset, records });
    }
    const offsets = Array.from(this.#committed, ([partition, offset]) => ({ topic: 't', partition, offset }));
    this.#tell({ type: 'offsets', group: 'g', members: 0, offsets });
  }
}
