import { isDeepStrictEqual } from 'node:util';
import { PATIENCE_MS } from '../lab.ts';
import type { Line, SeenRecord } from './contract.ts';

type MemberEvent = Extract<Line, { readonly member: string }>;

/** A member of a group that a driver runs: what it has told of itself so far. */
export class Member {
  readonly records: SeenRecord[] = [];
  /** `topic-partition` of all that it has, sorted; undefined until it has told the first time. */
  assigned: readonly string[] | undefined;
  readonly #name: string;
  readonly #tell: (what: 'commit' | 'leave') => Promise<unknown>;
  readonly #watchers = new Set<() => void>();
  #failure: Error | undefined;

  constructor(name: string, tell: (what: 'commit' | 'leave') => Promise<unknown>) {
    this.#name = name;
    this.#tell = tell;
  }

  get values(): (string | null)[] {
    return this.records.map(({ value }) => value);
  }

  readonly onEvent = (event: MemberEvent): void => {
    if ('records' in event) this.records.push(...event.records);
    else if ('assigned' in event) this.assigned = event.assigned.map(([topic, p]) => `${topic}-${p}`).sort();
    else this.#failure ??= new Error(event.error);
    for (const look of this.#watchers) look();
  };

  async commit(): Promise<void> {
    await this.#tell('commit');
  }

  async leave(): Promise<void> {
    await this.#tell('leave');
  }

  /** Settles when the member has as many records as this, or more. */
  has(count: number): Promise<void> {
    return this.until(`${count} records`, () => this.records.length >= count);
  }

  /** Settles when what the member has told makes the condition true. @param what for the message when it does not */
  until(what: string, condition: () => boolean): Promise<void> {
    return allUntil([this], what, condition);
  }

  /** @internal of allUntil: calls back at each event. Returns how to stop. */
  watch(look: () => void): () => void {
    this.#watchers.add(look);
    return () => this.#watchers.delete(look);
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  toString(): string {
    return `${this.#name} has ${this.records.length} records and ${this.assigned?.join(', ') ?? 'told no assignment'}`;
  }
}

/** Settles when the condition is true of several members, which is looked at whenever one of them tells something. */
export function allUntil(members: readonly Member[], what: string, condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      if (error === undefined) resolve();
      else reject(new Error(`waiting for ${what}: ${error.message}; ${members.join('; ')}`));
    };
    const timer = setTimeout(() => end(new Error(`not within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    const look = (): void => {
      const failure = members.map((member) => member.failure).find((each) => each !== undefined);
      if (failure !== undefined) end(failure);
      else if (condition()) end();
    };
    const stops = members.map((member) => member.watch(look));
    look();
  });
}

/** Whether the members have all of these partitions between them, each of them some, and none twice. */
export function areShared(partitions: readonly string[], members: readonly Member[]): boolean {
  if (members.some(({ assigned = [] }) => assigned.length === 0)) return false;
  return isDeepStrictEqual(members.flatMap(({ assigned = [] }) => assigned).sort(), [...partitions].sort());
}
