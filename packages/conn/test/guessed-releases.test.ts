import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  apiByKey,
  FindCoordinator,
  JoinGroup,
  KafkaError,
  Metadata,
  OffsetFetch,
  UnsupportedVersionError,
} from '@k/wire';
import { FakeBroker, onSockets, type Place } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { BrokerReleases } from '../src/broker-releases.ts';
import type { Runtime } from '@k/runtime';
import { VirtualClock } from '@k/runtime';
import { recordedPlace } from './support/recorded-place.ts';

/** As in broker-releases.ts. */
const GUESS_MS = 5_000;
const BELIEVED_AFTER_MS = 10_000;

/** A broker of today, and who hangs up in front of it. */
interface Hangs {
  /** How many times it still does. */
  left: number;
}

/** On what they hang up: the connection itself, or the requests for which this is true. */
type Point = 'connect' | ((apiKey: number) => boolean);

const POINTS: Readonly<Record<string, Point>> = {
  'on the connection': 'connect',
  'on any request': () => true,
  'on ApiVersions alone, as an old broker would': (apiKey) => apiKey === ApiVersions.key,
  'on all but ApiVersions': (apiKey) => apiKey !== ApiVersions.key,
};

async function startModern(place: Place, hangs: Hangs, point: Point): Promise<FakeBroker> {
  const takes = (at: Point): boolean => at === point && hangs.left-- > 0;
  const gate: Pick<Place, 'listen'> = {
    listen: (accept, at) =>
      place.listen((peer) => {
        if (takes('connect')) peer.destroy();
        return accept(peer);
      }, at),
  };
  const broker = await FakeBroker.start(gate, [Metadata, FindCoordinator, OffsetFetch, JoinGroup]);
  for (const api of [Metadata, FindCoordinator, OffsetFetch, JoinGroup]) broker.on<unknown, unknown>(api, () => ({}));
  broker.bareFrame = (frame, peer) => {
    if (point === 'connect' || !point(frame.readInt16BE(0)) || !takes(point)) return false;
    peer.destroy();
    return true;
  };
  return broker;
}

/** The stages, both under a virtual clock: what is waited for is not time. */
function stages(): { place: Place; clock: VirtualClock; runtime: Runtime }[] {
  const memory = recordedPlace();
  const sockets = onSockets();
  const clock = new VirtualClock();
  return [
    { place: memory, clock: memory.clock, runtime: memory.runtime },
    { place: sockets, clock, runtime: { ...sockets.runtime, clock } },
  ];
}

for (const {
  place: { name },
} of stages()) {
  describe(`a broker of today behind a connection that is hung up on, ${name}`, () => {
    for (const [where, point] of Object.entries(POINTS)) {
      for (let times = 1; times <= 6; times++) {
        it(`${where}, ${times} times: nothing fails for good, and it is known for what it is`, async () => {
          const { place, clock, runtime } = stages().find(({ place }) => place.name === name)!;
          const hangs = { left: times };
          await using broker = await startModern(place, hangs, point);
          const releases = new BrokerReleases();
          const { host, port } = broker;
          for (let attempt = 1; ; attempt++) {
            assert.ok(attempt <= 20, 'it is never known');
            await using connection = new BrokerConnection({ host, port, runtime, releases });
            try {
              // What no broker has had before 0.9.
              await connection.request(JoinGroup, { groupId: 'g' });
              break;
            } catch (error) {
              assert.ok(KafkaError.is(error) && error.retriable, String(error));
              if (!connection.guessed) continue;
              // Only who hangs up on just this, and keeps at it, can be taken for an old broker at all.
              assert.ok(where.startsWith('on ApiVersions alone') && times > 2, 'it was guessed too soon');
              await clock.advance(GUESS_MS);
            }
          }
          assert.ok(hangs.left <= 0, 'the weather is over');
          assert.ok(releases.answered);
          // Whatever happens from now on, it is not taken for an old one any more.
          const before = broker.received.length;
          hangs.left = 1;
          const connection = new BrokerConnection({ host, port, runtime, releases });
          await connection.connect().catch(() => undefined);
          await connection.close();
          assert.ok(broker.received.slice(before).every(({ api }) => api === apiByKey(ApiVersions.key)));
        });
      }
    }
  });
}

describe('a guessed release', () => {
  /** Answers FindCoordinator, as 0.8.2 does, and hangs up on ApiVersions. */
  async function startOld(): Promise<{
    place: ReturnType<typeof recordedPlace>;
    broker: FakeBroker;
    connect: () => BrokerConnection;
  }> {
    const place = recordedPlace();
    const broker = await startModern(place, { left: Infinity }, (apiKey) => apiKey === ApiVersions.key);
    const releases = new BrokerReleases();
    const { host, port } = broker;
    const connect = (): BrokerConnection => new BrokerConnection({ host, port, runtime: place.runtime, releases });
    return { place, broker, connect };
  }

  it('makes what fails of it retriable, in words that say so; once believed it is final', async () => {
    const { place, broker, connect } = await startOld();
    const first = connect();
    const unsupported = await first.request(JoinGroup, { groupId: 'g' }).catch((error: unknown) => error);
    assert.ok(unsupported instanceof UnsupportedVersionError && unsupported.retriable && unsupported.refreshMetadata);
    assert.match(
      unsupported.message,
      /^JoinGroup: no version in common with broker memory:\d+, which lacks it \(Kafka 0\.9 and later have it\); this client knows 0 to 9\. It does not answer ApiVersions, and is taken for Kafka 0\.8\.2: a guess, which is looked at again within seconds$/,
    );
    // What the caller finds wanting, and what cannot be encoded in so old a version.
    const wanting = new UnsupportedVersionError({ api: 'Metadata', minVersion: 3, maxVersion: 9, message: 'too old' });
    const refused = await first
      .request(Metadata, () => {
        throw wanting;
      })
      .catch((error: unknown) => error);
    assert.ok(refused instanceof UnsupportedVersionError && refused.retriable && refused.cause === wanting);
    assert.match(refused.message, /^too old\. It does not answer/);
    const unwritable = await first.request(Metadata, { topics: null }).catch((error: unknown) => error);
    assert.ok(unwritable instanceof UnsupportedVersionError && unwritable.retriable, String(unwritable));
    // A program's own mistake is none of this.
    const mistake = new RangeError('mine');
    await assert.rejects(
      first.request(Metadata, () => {
        throw mistake;
      }),
      mistake,
    );
    assert.equal(first.guessed, true);

    await place.pass(GUESS_MS);
    assert.equal(first.state, 'closed');
    const again = connect();
    await again.connect();
    assert.equal(again.guessed, true);
    await place.pass(GUESS_MS);
    assert.equal(again.state, 'closed');
    await using second = connect();
    const final = await second.request(JoinGroup, { groupId: 'g' }).catch((error: unknown) => error);
    assert.ok(final instanceof UnsupportedVersionError && !final.retriable && !final.refreshMetadata);
    assert.match(final.message, /It does not answer ApiVersions, and is taken for Kafka 0\.8\.2$/);
    assert.equal(second.guessed, false);
    await place.pass(100 * GUESS_MS);
    assert.equal(second.state, 'ready', 'what is believed is not looked at again');
    await broker.close();
  });

  it('ends its connection in order: what is under way is answered, what waits is told to come again', async () => {
    const { place, broker, connect } = await startOld();
    broker.on(Metadata, () => undefined);
    const connection = connect();
    const answered = connection.request(Metadata, { topics: [] });
    await broker.requests(2);
    await place.pass(GUESS_MS - 1);
    assert.equal(connection.connected, true);
    await place.pass(1);
    assert.equal(connection.state, 'closing');
    const late = await connection.request(Metadata, { topics: [] }).catch((error: unknown) => error);
    assert.ok(KafkaError.is(late) && late.retriable, String(late));
    assert.match(late.message, /its broker was taken for an old one, and is asked again/);
    broker.received.at(-1)?.reply({});
    await answered;
    assert.equal(await connection.closed, undefined, 'nothing was lost');
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('leaves no timer behind when its connection ends before', async () => {
    const { place, broker, connect } = await startOld();
    const connection = connect();
    await connection.connect();
    await connection.close();
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('is dropped when the broker is lost', async () => {
    const { place, broker, connect } = await startOld();
    const connection = connect();
    await connection.connect();
    for (const peer of broker.peers) peer.destroy();
    await connection.closed;
    await place.pass(BELIEVED_AFTER_MS);
    await using next = connect();
    await next.connect();
    assert.equal(next.guessed, true, 'found for the first time again');
    await broker.close();
  });

  it('is dropped when any broker of the same owner tells its versions', () => {
    const releases = new BrokerReleases();
    assert.equal(releases.onFound('a:1', '0.8.2', 1_000, false).until, 1_000 + GUESS_MS);
    assert.equal(releases.onFound('b:1', '0.9', 1_000, true).until, Infinity);
    assert.equal(releases.known('a:1', 1_000 + GUESS_MS - 1)?.release, '0.8.2');
    assert.equal(releases.known('a:1', 1_000 + GUESS_MS), undefined);
    releases.onAnswer('c:1', undefined);
    assert.equal(releases.known('a:1', 1_001), undefined);
    assert.equal(releases.known('b:1', 1_001), undefined);
  });

  it('is a guess again when it is another one than before', () => {
    const releases = new BrokerReleases();
    releases.onFound('a:1', '0.8.2', 1_000, false);
    assert.equal(releases.onFound('a:1', '0.8.1', 15_000, false).until, 15_000 + GUESS_MS);
    assert.equal(releases.onFound('a:1', '0.8.1', 20_000, false).until, 20_000 + GUESS_MS);
    assert.equal(releases.onFound('a:1', '0.8.1', 25_000, false).until, Infinity);
  });
});
