import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  FindCoordinator,
  Heartbeat,
  JoinGroup,
  ListGroups,
  Metadata,
  OffsetFetch,
  ShareFetch,
  UnsupportedVersionError,
  type Api,
} from '@k/wire';
import { FakeBroker, onSockets, type Place, settle } from '@k/testing';
import { BrokerVersions } from '../src/api-versions.ts';
import { BrokerConnection } from '../src/broker-connection.ts';
import { BrokerReleases } from '../src/broker-releases.ts';
import type { BrokerConnectionOptions } from '../src/options.ts';
import { KAFKA_RELEASES } from '../src/release-ranges.ts';
import { apiVersionsOf, firstReleaseWith } from '../src/releases.ts';
import { recordedPlace } from './support/recorded-place.ts';

const KNOWN: Readonly<Record<string, readonly Api<unknown, unknown>[]>> = {
  '0.9': [ListGroups, Heartbeat, FindCoordinator, OffsetFetch, Metadata],
  // Heartbeat is there as a draft, and answered.
  '0.8.2': [Heartbeat, FindCoordinator, OffsetFetch, Metadata],
  '0.8.1': [OffsetFetch, Metadata],
  '0.8.0': [Metadata],
};

/** What each is asked until it is known: by the connection itself, then by its probes. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  '0.8.2': ['FindCoordinator v0', 'ApiVersions v0'],
  '0.8.1': ['FindCoordinator v0', 'OffsetFetch v0', 'ApiVersions v0'],
  '0.8.0': ['FindCoordinator v0', 'OffsetFetch v0', 'Metadata v0', 'ApiVersions v0'],
};

/** A broker of before ApiVersions: on what it does not know it hangs up, or (0.9) says nothing and goes on. */
async function startOld(place: Place, release: string): Promise<FakeBroker> {
  const known = KNOWN[release] ?? [];
  const broker = await FakeBroker.start(place, []);
  for (const api of [ApiVersions, FindCoordinator, OffsetFetch, Heartbeat, ListGroups, Metadata] as Api<
    unknown,
    unknown
  >[]) {
    broker.on(api, ({ peer, header }) => {
      if (header.clientId === null) peer.destroy();
      else if (known.includes(api)) return {};
      else if (release === '0.8.2' && api.key === Heartbeat.key) return { errorCode: -1 };
      else if (release !== '0.9') peer.destroy();
      return undefined;
    });
  }
  return broker;
}

/** Makes connections that share what they find out. */
function owner(
  place: Place,
  { host, port }: FakeBroker,
): (options?: Partial<BrokerConnectionOptions>) => BrokerConnection {
  const releases = new BrokerReleases();
  return (options = {}) => new BrokerConnection({ host, port, runtime: place.runtime, releases, ...options });
}

const seen = (broker: FakeBroker): string[] =>
  broker.received.map(({ api, header }) => `${api.name} v${header.apiVersion}`);

for (const makePlace of [recordedPlace, onSockets]) {
  describe(`brokers without ApiVersions, ${makePlace().name}`, () => {
    for (const release of ['0.8.0', '0.8.1', '0.8.2'] as const) {
      it(`${release} hangs up on it again and again and is found by what it does answer, once`, async () => {
        const place = makePlace();
        const broker = await startOld(place, release);
        const connect = owner(place, broker);
        {
          await using connection = connect();
          await connection.request(Metadata, { topics: [] });
          assert.equal(connection.versionFor(Metadata), 0);
          assert.throws(() => connection.versionFor(Heartbeat), UnsupportedVersionError);
          const first = [`ApiVersions v${ApiVersions.maxVersion}`, 'ApiVersions v0'];
          assert.deepEqual(seen(broker), [...first, ...(ASKED[release] ?? []), 'Metadata v0']);
        }
        const before = broker.received.length;
        await using another = connect();
        await another.request(Metadata, { topics: [] });
        assert.deepEqual(seen(broker).slice(before), ['Metadata v0']);
        await broker.close();
      });
    }

    it('0.9 is known by what it answers after it ignored the question twice', async () => {
      const place = makePlace();
      const broker = await startOld(place, '0.9');
      const connect = owner(place, broker);
      await using connection = connect();
      const asked = connection.request(Metadata, { topics: [] });
      await place.pass(2_000);
      await asked;
      assert.equal(connection.versionFor(FindCoordinator), 0);
      const both = [`ApiVersions v${ApiVersions.maxVersion}`, 'Heartbeat v0'];
      assert.deepEqual(seen(broker), [...both, ...both, 'Metadata v0']);
      assert.equal(connection.guessed, false, 'chance does not look like this');
      await using another = connect();
      await another.request(Metadata, { topics: [] });
      assert.equal(seen(broker).length, 6);
      await broker.close();
    });

    for (const release of ['0.8.0', '0.8.2', '0.9']) {
      it(`${release} hangs up on a client id of null, and gets an empty one`, async () => {
        const place = makePlace();
        const broker = await startOld(place, release);
        await using connection = owner(place, broker)({ clientId: null });
        const asked = connection.request(Metadata, { topics: [] });
        await place.pass(2_000);
        await asked;
        assert.deepEqual(new Set(broker.received.map(({ header }) => header.clientId)), new Set(['']));
        assert.equal(seen(broker).at(-1), 'Metadata v0');
        await broker.close();
      });
    }

    it('a pinned release is not asked for', async () => {
      const place = makePlace();
      const broker = await startOld(place, '0.8.2');
      await using connection = owner(place, broker)({ apiVersion: '0.8.2' });
      await connection.request(Metadata, { topics: [] });
      assert.deepEqual(seen(broker), ['Metadata v0']);
      await broker.close();
    });
  });
}

describe('brokers that look old and are not', () => {
  it('a slow broker keeps the order, and is asked on', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Metadata]);
    broker.on(ApiVersions, () => undefined);
    broker.on(Heartbeat, () => undefined);
    broker.on(Metadata, () => ({}));
    await using connection = owner(place, broker)();
    const asked = connection.request(Metadata, { topics: [] });
    await place.pass(2_000);
    const [versions, heartbeat] = broker.received;
    assert.equal(heartbeat?.api, Heartbeat);
    versions?.reply({ apiKeys: broker.ranges });
    heartbeat.reply({});
    await asked;
    assert.equal(connection.versionFor(Metadata), Metadata.maxVersion);
    await broker.close();
  });

  it('one that hung up because it was stopping is asked again', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Metadata]);
    let times = 0;
    broker.on(ApiVersions, ({ peer }) => {
      if (++times > 1) return { apiKeys: broker.ranges };
      peer.destroy();
      return undefined;
    });
    broker.on(Metadata, () => ({}));
    await using connection = owner(place, broker)();
    await connection.request(Metadata, { topics: [] });
    assert.equal(connection.versionFor(Metadata), Metadata.maxVersion);
    await broker.close();
  });

  it('one that hung up while the socket held back is written to on its next socket', async () => {
    const place = recordedPlace();
    await using broker = await FakeBroker.start(place, [Metadata]);
    let times = 0;
    broker.on(ApiVersions, ({ peer }) => {
      if (++times > 1) return { apiKeys: broker.ranges };
      peer.destroy();
      return undefined;
    });
    await using connection = owner(place, broker)();
    const opening = connection.connect();
    const [socket] = place.sockets.made;
    assert.ok(socket);
    socket.writable = false;
    await opening;
    assert.equal(times, 3);
  });

  it('closing while the probe hangs up opens no other socket', async () => {
    const place = recordedPlace();
    await using broker = await FakeBroker.start(place, [Metadata]);
    const connection = owner(place, broker)();
    broker.on(ApiVersions, ({ peer, header }) => {
      const probe = place.sockets.made[1];
      if (probe === undefined || header.apiVersion > 0) {
        peer.destroy();
        return undefined;
      }
      const destroy = probe.destroy.bind(probe);
      probe.destroy = () => {
        void connection.close();
        destroy();
      };
      return { apiKeys: broker.ranges };
    });
    await assert.rejects(connection.connect(), /closed by its owner/);
    await connection.closed;
    assert.deepEqual([place.sockets.made.length, place.sockets.open], [2, 0]);
    assert.equal(place.clock.pendingTimers, 0);
  });

  it('one that hangs up again and again is given up at once, with a reason', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Metadata]);
    let times = 0;
    // It answers the probe's connection, and not the one that is probed for.
    broker.on(ApiVersions, ({ peer }) => {
      if (++times === 2) return { apiKeys: broker.ranges };
      peer.destroy();
      return undefined;
    });
    const connection = owner(place, broker)();
    await assert.rejects(connection.connect(), /closed by the broker when asked for its versions/);
    await connection.closed;
    assert.equal(times, 3);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('one that was replaced by a newer release is found anew', async () => {
    const place = recordedPlace();
    const broker = await startOld(place, '0.8.2');
    const connect = owner(place, broker);
    const connection = connect();
    await connection.connect();
    for (const peer of broker.peers) peer.destroy();
    await connection.closed;
    broker.on(ApiVersions, () => ({
      apiKeys: [...broker.ranges, { apiKey: Metadata.key, minVersion: 0, maxVersion: 9 }],
    }));
    await using next = connect();
    await next.connect();
    assert.equal(next.versionFor(Metadata), 9);
    await broker.close();
  });

  it('closing in the middle of the probe ends it and leaves nothing behind', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, []);
    broker.on(ApiVersions, ({ peer, header }) => {
      if (header.apiVersion > 0) peer.destroy();
      return undefined;
    });
    const connection = owner(place, broker)();
    const opening = assert.rejects(connection.connect());
    await settle();
    await settle();
    assert.equal(connection.state, 'negotiating');
    await connection.close();
    await opening;
    await settle();
    assert.equal(place.sockets.open, 0);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });
});

describe('the table of releases', () => {
  const range = (release: (typeof KAFKA_RELEASES)[number], api: { key: number }): string => {
    const found = apiVersionsOf(release).find(({ apiKey }) => apiKey === api.key);
    return found === undefined ? '-' : `${found.minVersion}-${found.maxVersion}`;
  };

  it('gives each release what it has', () => {
    assert.equal(range('0.8.2', FindCoordinator), '0-0');
    assert.equal(range('0.8.1', FindCoordinator), '-');
    assert.equal(range('0.9', Heartbeat), '0-0');
    assert.equal(range('0.10.0', ApiVersions), '0-0');
    assert.equal(range('2.8', Metadata), '0-11');
    assert.equal(range('4.3', Metadata), '0-13');
    for (const release of KAFKA_RELEASES) assert.notEqual(range(release, Metadata), '-', release);
  });

  it('tells which release was the first to have an API, or a version of it', () => {
    assert.equal(firstReleaseWith(Metadata), '0.8.0');
    assert.equal(firstReleaseWith(Metadata, 1), '0.10.0');
    assert.equal(firstReleaseWith(Metadata, 12), '3.1');
    assert.equal(firstReleaseWith(Metadata, 99), undefined);
    // 0.8.2 has it, but of no use to clients.
    assert.equal(firstReleaseWith(Heartbeat), '0.9');
    // 4.0 does not take versions 0 and 1, which those before and after it do.
    assert.deepEqual(
      ['3.9', '4.0', '4.1'].map((release) => range(release as '4.0', JoinGroup)),
      ['0-9', '2-9', '0-9'],
    );
    assert.equal(firstReleaseWith(JoinGroup, 9), '3.2');
    assert.equal(firstReleaseWith({ key: 9_999 }), undefined);
  });

  it('tells of a broker that is too old for this client which release is not', () => {
    const versions = new BrokerVersions('b:1', [{ apiKey: ShareFetch.key, minVersion: 0, maxVersion: 0 }]);
    assert.throws(
      () => versions.pick(ShareFetch),
      /which takes 0 to 0 \(Kafka 4\.1 and later take 1\); this client knows 1/,
    );
  });

  it('stands in for every release ever made: the nearest one that is not newer', () => {
    for (const [release, known] of [
      ['0.8', '0.8.0'],
      ['0.8.2.2', '0.8.2'],
      ['0.9.0.1', '0.9'],
      ['0.10', '0.10.0'],
      ['0.10.1.1', '0.10.1'],
      ['0.11.0.3', '0.11'],
      ['1.0.2', '1.0'],
      ['1.1.1', '1.1'],
      ['2.1.1', '2.1'],
      ['2.9', '2.8'],
      ['2.8.2', '2.8'],
      ['3.4.1', '3.4'],
      ['3.9.2', '3.9'],
      ['4.3.1', '4.3'],
      ['4.4.0', '4.4'],
      ['4.5', '4.4'],
    ] as const) {
      assert.deepEqual(apiVersionsOf(release), apiVersionsOf(known), release);
      const connection = new BrokerConnection({ host: 'h', port: 1, apiVersion: release });
      assert.equal(
        connection.versionFor(Metadata),
        apiVersionsOf(known).find(({ apiKey }) => apiKey === Metadata.key)?.maxVersion,
      );
    }
    for (const none of ['0.7', '', 'latest', '2', '2.x', '1.2.3.4.5']) {
      assert.throws(
        () => new BrokerConnection({ host: 'h', port: 1, apiVersion: none }),
        /option "apiVersion": expected 'auto' or a release from '0\.8\.0' on, such as '2\.5' or '3\.9\.1', got "/,
        none,
      );
    }
  });
});
