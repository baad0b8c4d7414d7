import { CreateTopics, DeleteTopics, Fetch, type FetchRequest, type MessageInit } from '@k/wire';
import { fetchFrom, produceTo } from '../support/calls.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import type { RawClient } from '../support/raw-client.ts';
import type { Probe } from './probe.ts';

const NO_SUCH_ID = `${'C'.repeat(21)}A`;
const PARTITIONS = 3;

/** What a scripted request of a session says: partitions as [topic, partition, offset, more]. */
interface Step {
  readonly topics?: readonly (readonly [topic: Named, partition: number, offset: number, more?: object])[];
  readonly forget?: readonly (readonly [topic: Named, partition: number])[];
  readonly sessionId?: number;
  readonly sessionEpoch?: number;
  readonly maxBytes?: number;
  readonly version?: number;
}

interface Named {
  readonly name: string;
  readonly topicId: string;
}

export async function probeFetchSessions(probe: Probe): Promise<void> {
  await probeSessions(probe, 12);
  await probeSessions(probe, 17);
  await probeEnds(probe);
  await probeGoneTopics(probe);
}

/** One session after the other, as a client would go on with it. */
export class SessionScript {
  readonly #probe: Probe;
  readonly #version: number;
  readonly #head: string;
  #sessionId = 0;
  #epoch = 0;

  constructor(probe: Probe, version: number, head: string) {
    this.#probe = probe;
    this.#version = version;
    this.#head = head;
  }

  get sessionId(): number {
    return this.#sessionId;
  }

  async step(what: string, step: Step): Promise<void> {
    await this.#probe.ask(`${this.#head}: ${what}`, (client) => this.#send(client, step));
  }

  async #send(client: RawClient, step: Step): Promise<unknown> {
    const version = step.version ?? this.#version;
    const sessionId = step.sessionId ?? this.#sessionId;
    const response = await client.request(Fetch, version, {
      ...bodyOf(step, version),
      sessionId,
      sessionEpoch: step.sessionEpoch ?? this.#epoch,
    });
    const isOurs = step.sessionId === undefined && step.sessionEpoch === undefined && step.version === undefined;
    const told = response.sessionId === 0 ? 'none' : response.sessionId === sessionId ? 'the same' : 'a new one';
    if (isOurs || told === 'a new one') {
      this.#sessionId = response.sessionId;
      this.#epoch = told === 'a new one' ? 1 : this.#epoch + 1;
    }
    const names = new Map((step.topics ?? []).map(([{ topicId, name }]) => [topicId, name]));
    const partitions = response.responses.flatMap(({ topic, topicId, partitions }) =>
      partitions.map((partition) => [
        // A topic id is another one in every run.
        version >= 13 ? (names.has(topicId) ? this.#probe.short(names.get(topicId) ?? '') : 'by id') : this.#probe.short(topic), // prettier-ignore
        partition.partitionIndex,
        partition.errorCode,
        Number(partition.highWatermark),
        Number(partition.lastStableOffset),
        Number(partition.logStartOffset),
        recordsIn(partition.records),
        [partition.divergingEpoch.epoch, Number(partition.divergingEpoch.endOffset)],
      ]),
    );
    return [response.errorCode, told, response.responses.length, partitions];
  }
}

function bodyOf(step: Step, version: number): MessageInit<FetchRequest> {
  const named = ({ name, topicId }: Named): object => (version >= 13 ? { topicId } : { topic: name });
  return {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: step.maxBytes ?? 1_000_000,
    topics: (step.topics ?? []).map(([topic, partition, fetchOffset, more]) => ({
      ...named(topic),
      partitions: [{ partition, fetchOffset, partitionMaxBytes: 1_000_000, ...more }],
    })),
    forgottenTopicsData: (step.forget ?? []).map(([topic, partition]) => ({
      ...named(topic),
      partitions: [partition],
    })),
  };
}

/** A topic with three partitions, when all of them can be read. */
export async function topicOf(probe: Probe, short: string): Promise<Named> {
  const name = probe.name(short);
  const { topics } = await probe.client.request(CreateTopics, 7, {
    timeoutMs: 10_000,
    topics: [{ name, numPartitions: PARTITIONS, replicationFactor: 1 }],
  });
  for (let partition = 0; partition < PARTITIONS; partition++) {
    await probe.until(
      () => fetchFrom(probe.client, name, partition, 0),
      ({ errorCode }) => errorCode === 0,
    );
  }
  return { name, topicId: topics[0]?.topicId ?? '' };
}

async function probeSessions(probe: Probe, version: number): Promise<void> {
  const script = new SessionScript(probe, version, `session of v${String(version)}`);
  const f = await topicOf(probe, `f${String(version)}`);
  const g = await topicOf(probe, `g${String(version)}`);
  const append = async (topic: Named, partition: number, value: string): Promise<void> => {
    await produceTo(probe.client, topic, partition, batchOf([value]));
  };
  await script.step('made', { topics: [[f, 0, 0], [f, 1, 0], [g, 0, 0], [f, 2, 0]] }); // prettier-ignore
  await script.step('nothing new', {});
  await append(f, 1, 'a');
  await script.step('a record', {});
  await script.step('the record again, as nothing else was asked for', {});
  await script.step('after the record', { topics: [[f, 1, 1]] });
  await script.step('an epoch of before', { sessionEpoch: 1 });
  await script.step('an epoch to come', { sessionEpoch: 100 });
  await script.step('an epoch that there cannot be', { sessionEpoch: -2 });
  await script.step('goes on', {});
  await script.step('one out of range, one forgotten', { topics: [[f, 2, 1000]], forget: [[f, 0]] }); // prettier-ignore
  await script.step('still out of range', {});
  await append(f, 0, 'for nobody');
  await script.step('in range again', { topics: [[f, 2, 0]] });
  await append(f, 1, 'b');
  await append(g, 0, 'c');
  await append(f, 2, 'd');
  await script.step('room for one', { maxBytes: 1 });
  await script.step('room for one again, another has its turn', { maxBytes: 1 });
  await script.step('room for one, the third', { maxBytes: 1 });
  await script.step('room for all, in their new order', {});
  await script.step('a partition twice, and forgotten with what was added', { topics: [[g, 1, 5], [g, 1, 0], [g, 2, 0]], forget: [[g, 2]] }); // prettier-ignore
  await script.step('a partition that is not there', { topics: [[g, 9, 0], [f, 1, 2]] }); // prettier-ignore
  await script.step('that again, and nothing else', { topics: [[g, 0, 1], [f, 2, 1]] }); // prettier-ignore
  await script.step('in a version with other names for topics', { version: version === 12 ? 13 : 12 });
  await script.step('an epoch of leaders to come', { topics: [[f, 1, 2, { currentLeaderEpoch: 7 }]], forget: [[g, 9]] }); // prettier-ignore
  await script.step('the right one', { topics: [[f, 1, 2, { currentLeaderEpoch: 0 }]] });
  const before = script.sessionId;
  await script.step('made anew', { topics: [[f, 0, 0]], sessionEpoch: 0 });
  await script.step('the one before is gone', { sessionId: before, sessionEpoch: 20 });
  await script.step('all is forgotten', { forget: [[f, 0]] });
  await script.step('and it is no session any more', { sessionId: script.sessionId, sessionEpoch: 2 });
}

/** How sessions end, and where there is none. */
async function probeEnds(probe: Probe): Promise<void> {
  const f = { name: probe.name('f12'), topicId: '' };
  const script = new SessionScript(probe, 12, 'the end of a session');
  await script.step('made', { topics: [[f, 1, 2]] });
  const { sessionId } = script;
  await script.step('with a last request', { sessionId, sessionEpoch: -1, topics: [[f, 1, 2]] });
  await script.step('is told to whoever goes on', { sessionId, sessionEpoch: 1 });
  await script.step('without one', { sessionId: 0, sessionEpoch: -1, topics: [[f, 1, 2], [f, 2, 1]] }); // prettier-ignore
  await script.step('an id that was never given', { sessionId: 7, sessionEpoch: 1 });
  await script.step('no id, in the middle', { sessionId: 0, sessionEpoch: 5 });
  await script.step('made of nothing', { sessionId: 0, sessionEpoch: 0 });
  await script.step('and gone on with', { sessionEpoch: 1 });
}

/** Topics that are not there, not any more, or made again. */
async function probeGoneTopics(probe: Probe): Promise<void> {
  const nope = { name: probe.name('nope'), topicId: NO_SUCH_ID };
  const kept = await topicOf(probe, 'kept');
  for (const version of [12, 17]) {
    const script = new SessionScript(probe, version, `gone topics in v${String(version)}`);
    const gone = await topicOf(probe, `gone${String(version)}`);
    await script.step('one that never was, and others', { topics: [[nope, 0, 0], [kept, 0, 0], [gone, 0, 0]] }); // prettier-ignore
    await script.step('is told each time', {});
    await probe.client.request(DeleteTopics, 6, { topics: [{ name: gone.name }], timeoutMs: 10_000 });
    await probe.until(
      () => fetchFrom(probe.client, gone.name, 0, 0),
      ({ errorCode }) => errorCode !== 0,
    );
    await script.step('one was deleted', {});
    await topicOf(probe, `gone${String(version)}`);
    await script.step('and made again', {});
    await script.step('never was, and is forgotten', { forget: [[nope, 0]] });
  }
}
