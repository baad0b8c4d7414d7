import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  ConnectionError,
  CorrelationIdError,
  ErrorCode,
  Heartbeat,
  KafkaError,
  Metadata,
  Produce,
  TimeoutError,
  UnsupportedVersionError,
} from '@k/wire';
import { failure, FakeBroker, onSockets, type Place, type Received, settle } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { BrokerReleases } from '../src/broker-releases.ts';
import type { AskedRequest } from '../src/connection.ts';
import type { BrokerConnectionOptions } from '../src/options.ts';
import { recordedPlace } from './support/recorded-place.ts';

const APIS = [Metadata, Heartbeat, Produce];
const newest = ApiVersions.maxVersion;

function connectionTo(
  place: Place,
  broker: { host: string; port: number },
  options: Partial<BrokerConnectionOptions> = {},
): BrokerConnection {
  return new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime, ...options });
}

function connectionError(error: unknown, message: RegExp): void {
  assert.ok(error instanceof ConnectionError, String(error));
  assert.match(error.message, message);
  assert.equal(error.retriable, true);
}

for (const makePlace of [recordedPlace, onSockets]) {
  describe(`connection, ${makePlace().name}`, () => {
    it('agrees on versions and answers pipelined requests each with its own reply', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, ({ body }) => ({ throttleTimeMs: 0, errorCode: body.generationId }));
      await using connection = connectionTo(place, broker);
      assert.equal(connection.state, 'disconnected');
      const bodies = Array.from({ length: 64 }, (_, generationId) => ({ groupId: 'g', generationId, memberId: 'm' }));
      const replies = await Promise.all(bodies.map((body) => connection.request(Heartbeat, body)));
      assert.deepEqual(
        replies.map(({ errorCode }) => errorCode),
        bodies.map(({ generationId }) => generationId),
      );
      assert.equal(connection.state, 'ready');
      assert.equal(connection.versionFor(Heartbeat), Heartbeat.maxVersion);
      const [versions] = broker.received;
      assert.equal(versions?.api, ApiVersions);
      assert.equal((versions.body as { clientSoftwareName: string }).clientSoftwareName, 'k-typescript');
      await connection.close();
      assert.equal(connection.state, 'closed');
      assert.equal(await connection.closed, undefined);
      await broker.close();
    });

    it('never has more requests in flight than allowed, and keeps their order', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      let open = 0;
      let most = 0;
      broker.on(Heartbeat, (request) => {
        most = Math.max(most, ++open);
        setImmediate(() => {
          open--;
          request.reply({ errorCode: request.body.generationId });
        });
        return undefined;
      });
      await using connection = connectionTo(place, broker, { maxInFlightRequestsPerConnection: 3 });
      const ask = (generationId: number): Promise<{ errorCode: number }> =>
        connection.request(Heartbeat, { groupId: 'g', generationId, memberId: 'm' });
      const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)));
      assert.deepEqual(
        replies.map(({ errorCode }) => errorCode),
        Array.from({ length: 20 }, (_, n) => n),
      );
      assert.ok(most <= 3, `${most} were in flight`);
      await broker.close();
    });

    it('asks a broker the next time in the version that it takes, and follows one that is upgraded or downgraded', async () => {
      const place = makePlace();
      await using broker = await FakeBroker.start(place, APIS);
      let takes = newest - 1;
      let asked: number[] = [];
      const rangeOf = (maxVersion: number) => ({ apiKey: ApiVersions.key, minVersion: 0, maxVersion });
      broker.on(ApiVersions, (request) => {
        const { apiVersion } = request.header;
        asked.push(apiVersion);
        if (apiVersion <= takes) return { apiKeys: [...broker.ranges.filter(({ apiKey }) => apiKey !== ApiVersions.key), rangeOf(takes)] }; // prettier-ignore
        request.peer.send(unsupportedVersion(request, [rangeOf(takes)]));
        return undefined;
      });
      const releases = new BrokerReleases();
      const connect = async (own = releases): Promise<number[]> => {
        asked = [];
        await using connection = connectionTo(place, broker, { releases: own });
        await connection.connect();
        return asked;
      };
      assert.deepEqual(await connect(), [newest, newest - 1]);
      assert.deepEqual(await connect(), [newest - 1]);
      assert.deepEqual(await connect(new BrokerReleases()), [newest, newest - 1], 'another owner has to find out');
      takes = newest;
      assert.deepEqual(await connect(), [newest - 1], 'which is when it says so');
      assert.deepEqual(await connect(), [newest]);
      takes = 2;
      assert.deepEqual(await connect(), [newest, 2]);
      assert.deepEqual(await connect(), [2]);
      takes = 1;
      assert.deepEqual(await connect(), [2, 1]);
      assert.deepEqual(await connect(), [1]);
    });

    const refusals: readonly (readonly [string, number | undefined, number, readonly number[]])[] = [
      ['falls to the range that a broker names with error 35, whose answer is in version 0', 2, 2, [2]],
      ['falls to version 0 when the range ends there', 0, 0, [0]],
      ['falls to version 0 when error 35 comes with no range', undefined, 0, [0]],
      ['falls to the version before the one refused when the range has that one', 99, newest - 1, [newest - 1]],
      ['falls to version 0 when what is in the range is refused as well', 1, 0, [1, 0]],
      ['ends when version 0 is refused too', undefined, -1, [0]],
    ];
    for (const [what, named, taken, then] of refusals) {
      it(what, async () => {
        const place = makePlace();
        await using broker = await FakeBroker.start(place, APIS);
        const asked: number[] = [];
        const range = { apiKey: ApiVersions.key, minVersion: 0, maxVersion: named ?? 0 };
        broker.on(ApiVersions, (request) => {
          asked.push(request.header.apiVersion);
          if (request.header.apiVersion <= taken) return { apiKeys: broker.ranges };
          request.peer.send(unsupportedVersion(request, named === undefined ? [] : [range]));
          return undefined;
        });
        await using connection = connectionTo(place, broker);
        if (taken >= 0) await connection.connect();
        else await assert.rejects(connection.connect(), { name: 'UnsupportedVersionResponseError' });
        assert.deepEqual(asked, [newest, ...then]);
      });
    }

    for (const bytes of [0, 1]) {
      it(`an answer to ApiVersions that ends after ${bytes} bytes is an error of the wire`, async () => {
        const place = makePlace();
        await using broker = await FakeBroker.start(place, APIS);
        broker.on(ApiVersions, ({ peer, header }) => {
          const frame = Buffer.alloc(8 + bytes);
          frame.writeInt32BE(4 + bytes, 0);
          frame.writeInt32BE(header.correlationId, 4);
          peer.send(frame);
          return undefined;
        });
        await using connection = connectionTo(place, broker);
        await assert.rejects(connection.connect(), { name: 'WireError' });
      });
    }

    it('uses the highest common version, hands it to the body, and names both ranges when there is none', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.ranges = [
        { apiKey: ApiVersions.key, minVersion: 0, maxVersion: 4 },
        { apiKey: Heartbeat.key, minVersion: 1, maxVersion: 2 },
        { apiKey: Metadata.key, minVersion: 900, maxVersion: 901 },
      ];
      broker.on(Heartbeat, () => ({}));
      await using connection = connectionTo(place, broker);
      const versions: number[] = [];
      const body = (version: number): { groupId: string } => {
        versions.push(version);
        return { groupId: 'g' };
      };
      await connection.request(Heartbeat, body);
      await connection.request(Heartbeat, body, { maxVersion: 1 });
      assert.deepEqual(versions, [2, 1]);
      const tooOld = await failure(connection.request(Heartbeat, body, { maxVersion: 0 }));
      assert.ok(tooOld instanceof UnsupportedVersionError);
      const tooNew = await failure(connection.request(Metadata, { topics: [] }));
      assert.ok(tooNew instanceof UnsupportedVersionError);
      assert.match(tooNew.message, new RegExp(`takes 900 to 901.*knows 0 to ${Metadata.maxVersion}`));
      const lacking = await failure(connection.request(Produce, {}));
      assert.match(lacking.message, /Produce.*lacks it \(Kafka 0\.8\.0 and later have it\)/);
      await connection.request(Heartbeat, body); // none of it disturbed the connection
      await broker.close();
    });

    it('sends no client id when there is none, and an empty one while the broker may be an old one', async () => {
      const place = makePlace();
      await using broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, () => ({}));
      await using connection = connectionTo(place, broker, { clientId: null });
      await connection.request(Heartbeat, { groupId: 'g' });
      assert.deepEqual(
        broker.received.map(({ header }) => header.clientId),
        ['', null],
      );
    });

    it('takes given versions for granted', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, ({ header }) => ({ errorCode: header.apiVersion }));
      const apiVersions = [{ apiKey: Heartbeat.key, minVersion: 0, maxVersion: 0 }];
      await using connection = connectionTo(place, broker, { apiVersions });
      assert.equal((await connection.request(Heartbeat, { groupId: 'g' })).errorCode, 0);
      assert.deepEqual(
        broker.received.map(({ api }) => api.name),
        ['Heartbeat'],
      );
      await broker.close();
    });

    it('drops the late reply of a request that timed out or was aborted, and the next reply finds its request', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      await using connection = connectionTo(place, broker);
      await connection.connect();
      const abort = new AbortController();
      const slow = connection.request(Heartbeat, { groupId: 'slow' }, { timeoutMs: 20 });
      const stopped = connection.request(Heartbeat, { groupId: 'stopped' }, { signal: abort.signal });
      const healthy = connection.request(Heartbeat, { groupId: 'healthy' });
      const [first, second, third] = await broker.requests(3);
      const reason = new Error('no longer wanted');
      abort.abort(reason);
      assert.equal(await failure(stopped), reason);
      const late = failure(slow);
      await place.pass(20);
      const error = await late;
      assert.ok(error instanceof TimeoutError);
      assert.match(error.message, /Heartbeat request to .* 20 ms/);
      assert.equal(connection.state, 'ready');
      first?.reply({ errorCode: 1 });
      second?.reply({ errorCode: 2 });
      third?.reply({ errorCode: 3 });
      assert.equal((await healthy).errorCode, 3);
      assert.equal(connection.inFlight, 0);
      await broker.close();
    });

    it('never writes a request that was aborted or timed out while it waited', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      await using connection = connectionTo(place, broker, { maxInFlightRequestsPerConnection: 1 });
      const first = connection.request(Heartbeat, { groupId: 'first' });
      const abort = new AbortController();
      const aborted = failure(connection.request(Heartbeat, { groupId: 'aborted' }, { signal: abort.signal }));
      const timedOut = failure(connection.request(Heartbeat, { groupId: 'timed out' }, { timeoutMs: 20 }));
      const last = connection.request(Heartbeat, { groupId: 'last' });
      const [one] = await broker.requests(1);
      abort.abort();
      assert.equal((await aborted).name, 'AbortError');
      await place.pass(20);
      assert.ok((await timedOut) instanceof TimeoutError);
      one?.reply({});
      await first;
      const [, two] = await broker.requests(2);
      two?.reply({});
      await last;
      assert.deepEqual(
        broker.received.slice(1).map(({ body }) => (body as { groupId: string }).groupId),
        ['first', 'last'],
      );
      await broker.close();
    });

    it('ends a request by what onAsked was told of, written or not, as an abort does', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      await using connection = connectionTo(place, broker, { maxInFlightRequestsPerConnection: 1 });
      const told: AskedRequest[] = [];
      const onAsked = (request: AskedRequest): void => void told.push(request);
      const written = failure(connection.request(Heartbeat, { groupId: 'written' }, { onAsked }));
      const waiting = failure(connection.request(Heartbeat, { groupId: 'waiting' }, { onAsked }));
      const answered = connection.request(Heartbeat, { groupId: 'answered' }, { onAsked });
      assert.equal(told.length, 3, 'at once');
      const [one] = await broker.requests(1);
      const reason = new Error('its leader has moved');
      for (const request of told.slice(0, 2)) request.fail(reason);
      assert.deepEqual(await Promise.all([written, waiting]), [reason, reason]);
      one?.reply({ errorCode: 1 });
      const [, two] = await broker.requests(2);
      two?.reply({ errorCode: 2 });
      assert.equal((await answered).errorCode, 2);
      told[2]?.fail(reason);
      assert.deepEqual(
        broker.received.slice(1).map(({ body }) => (body as { groupId: string }).groupId),
        ['written', 'answered'],
      );
      await broker.close();
    });

    it('connects to nobody for a request that was aborted before it was asked', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      await using connection = connectionTo(place, broker);
      const reason = new Error('never mind');
      assert.equal(await failure(connection.request(Heartbeat, {}, { signal: AbortSignal.abort(reason) })), reason);
      assert.equal(connection.state, 'disconnected');
      await broker.close();
    });

    it('takes a broker for dead that says nothing for the request timeout, and tells everyone who waits', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker, { requestTimeoutMs: 40 });
      await connection.connect();
      const own = failure(connection.request(Heartbeat, { groupId: 'g' }));
      const other = failure(connection.request(Heartbeat, { groupId: 'g' }, { timeoutMs: 60_000 }));
      await broker.requests(2);
      await place.pass(40);
      assert.ok((await own) instanceof TimeoutError);
      connectionError(await other, /nothing heard for \d+ ms since a Heartbeat request/);
      connectionError(await connection.closed, /nothing heard/);
      await broker.close();
    });

    it('fails everything in flight, retriably, when the broker dies', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const requests = Array.from({ length: 7 }, () => failure(connection.request(Heartbeat, { groupId: 'g' })));
      await broker.requests(5); // two more wait
      await broker.close();
      for (const error of await Promise.all(requests)) connectionError(error, /closed by the broker|ECONNRESET/);
      assert.equal(connection.state, 'closed');
      connectionError(await failure(connection.request(Heartbeat, {})), /closed by the broker|ECONNRESET/);
    });

    it('says what to look at when the port is closed', async () => {
      const place = makePlace();
      const nobody = await place.nobody();
      const connection = connectionTo(place, nobody);
      const error = await failure(connection.request(Heartbeat, { groupId: 'g' }));
      connectionError(error, new RegExp(`127\\.0\\.0\\.1:${nobody.port}: .*ECONNREFUSED.*nothing listens there`));
      assert.ok(error instanceof ConnectionError);
      assert.equal(error.phase, 'connecting');
      assert.equal((error.cause as { code?: string }).code, 'ECONNREFUSED');
      assert.equal(await failure(connection.connect()), error);
    });

    it('says what to look at when the broker hangs up on the first request', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.bareFrame = (_, peer) => {
        peer.destroy();
        return true;
      };
      const error = await failure(connectionTo(place, broker).connect());
      connectionError(error, /TLS or SASL/);
      await broker.close();
    });

    it('gives up on a set-up that does not end', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(ApiVersions, () => undefined);
      const connection = connectionTo(place, broker, { connectionSetupTimeoutMs: 30 });
      const error = failure(connection.request(Heartbeat, { groupId: 'g' }));
      await place.pass(30);
      connectionError(await error, /not set up within 30 ms.*negotiating/);
      await connection.closed;
      await broker.close();
    });

    const garbage: readonly (readonly [string, Buffer, RegExp])[] = [
      ['a negative frame length', Buffer.from([0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 0]), /-2|negative/],
      ['a 2 GiB frame length', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]), /2147483647/],
      ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), /HTTP/],
      ['a TLS alert', Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]), /TLS/],
      [
        'an unknown correlation id',
        Buffer.from([0, 0, 0, 6, 0x12, 0x34, 0x56, 0x78, 0, 0]),
        /correlation id 305419896/,
      ],
      ['a frame too short for a correlation id', Buffer.from([0, 0, 0, 2, 1, 2]), /correlation id/],
    ];
    for (const [what, bytes, message] of garbage) {
      it(`ends with a clear error when the peer sends ${what}`, async () => {
        const place = makePlace();
        const broker = await FakeBroker.start(place, APIS);
        broker.on(Heartbeat, ({ peer }) => {
          peer.send(bytes);
          return undefined;
        });
        const connection = connectionTo(place, broker);
        const requests = [1, 2].map(() => failure(connection.request(Heartbeat, { groupId: 'g' })));
        for (const error of await Promise.all(requests)) connectionError(error, message);
        connectionError(await connection.closed, message);
        await broker.close();
      });
    }

    it('ends when a reply comes twice: none was due', async () => {
      const place = makePlace();
      await using broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, (request) => {
        request.reply({});
        return {};
      });
      const connection = connectionTo(place, broker);
      await connection.request(Heartbeat, { groupId: 'g' });
      const error = await connection.closed;
      assert.ok(error instanceof CorrelationIdError, String(error));
      assert.match(error.message, /a reply with correlation id \d+ came, but none was due$/);
    });

    it('asks whether it is Kafka when what answers the first question belongs to none', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(ApiVersions, ({ peer }) => {
        peer.send(Buffer.from([0, 0, 0, 4, 9, 9, 9, 9]));
        return undefined;
      });
      const connection = connectionTo(place, broker);
      connectionError(await failure(connection.connect()), /correlation id 151587081.*is it Kafka at all/);
      await broker.close();
    });

    it('ends when a reply comes out of order', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const requests = [1, 2].map(() => failure(connection.request(Heartbeat, { groupId: 'g' })));
      const [, second] = await broker.requests(2);
      second?.reply({});
      for (const error of await Promise.all(requests))
        connectionError(error, /came, but the next due is \d+ \(Heartbeat\)/);
      await connection.closed;
      await broker.close();
    });

    it('fails only the request whose reply cannot be decoded', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      await using connection = connectionTo(place, broker);
      const bad = failure(connection.request(Heartbeat, { groupId: 'g' }));
      const good = connection.request(Heartbeat, { groupId: 'g' });
      const [first, second] = await broker.requests(2);
      const frame = Buffer.alloc(9); // flexible header, then too few bytes for the body
      frame.writeInt32BE(5, 0);
      frame.writeInt32BE(first?.header.correlationId ?? -1, 4);
      first?.peer.send(frame);
      assert.equal((await bad).name, 'WireError');
      second?.reply({ errorCode: 27 });
      assert.equal((await good).errorCode, 27);
      await broker.close();
    });

    it('sends what is not answered and goes on', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, () => ({ errorCode: 0 }));
      await using connection = connectionTo(place, broker);
      const records = Buffer.from('not a batch, but bytes');
      const produce = { acks: 0, timeoutMs: 1000, topicData: [] };
      await Promise.all([
        connection.requestNoResponse(Produce, produce, { maxVersion: 9 }),
        connection.request(Heartbeat, { groupId: 'g' }),
        connection.requestNoResponse(Produce, produce, { maxVersion: 9 }),
        connection.request(Heartbeat, { groupId: 'g' }),
      ]);
      const received = await broker.requests(4);
      assert.deepEqual(
        received.map(({ api }) => api.name),
        ['Produce', 'Heartbeat', 'Produce', 'Heartbeat'],
      );
      assert.equal(records.byteLength, 22);
      assert.equal(connection.inFlight, 0);
      await broker.close();
    });

    it('close waits for replies in flight as long as it was told to, and refuses what comes after', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const inFlight = connection.request(Heartbeat, { groupId: 'g' });
      const [request] = await broker.requests(1);
      const closing = connection.close({ timeoutMs: 10_000 });
      assert.equal(connection.state, 'closing');
      connectionError(await failure(connection.request(Heartbeat, {})), /closed by its owner/);
      request?.reply({ errorCode: 15 });
      assert.equal((await inFlight).errorCode, 15);
      await closing;
      assert.equal(connection.state, 'closed');
      await connection.close();
      await broker.close();
    });

    it('close without a time limit fails what is in flight, also while another close still waits', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const inFlight = failure(connection.request(Heartbeat, { groupId: 'g' }));
      await broker.requests(1);
      const patient = connection.close({ timeoutMs: 60_000 });
      await connection.close();
      assert.equal(connection.state, 'closed');
      connectionError(await inFlight, /closed by its owner/);
      await patient;
      await broker.close();
    });

    it('two closes that have time both wait for the reply in flight', async () => {
      const place = makePlace();
      await using broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const inFlight = connection.request(Heartbeat, { groupId: 'g' });
      const [request] = await broker.requests(1);
      const closes = [connection.close({ timeoutMs: 60_000 }), connection.close({ timeoutMs: 60_000 })];
      request?.reply({ errorCode: 15 });
      assert.equal((await inFlight).errorCode, 15);
      await Promise.all(closes);
      assert.equal(connection.state, 'closed');
    });

    it('close in the middle of connecting ends it', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      const connection = connectionTo(place, broker);
      const request = failure(connection.request(Heartbeat, { groupId: 'g' }));
      await connection.close();
      assert.equal(connection.state, 'closed');
      connectionError(await request, /closed by its owner/);
      const unused = connectionTo(place, broker);
      await unused.close();
      assert.equal(unused.state, 'closed');
      await broker.close();
    });

    it('10,000 requests leave no timer, listener or socket behind', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, APIS);
      broker.on(Heartbeat, ({ body }) => ({ errorCode: body.generationId }));
      const connection = connectionTo(place, broker, { maxInFlightRequestsPerConnection: 100 });
      const abort = new AbortController();
      let listeners = 0;
      const { signal } = abort;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        listeners++;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners--;
        remove(...args);
      };
      for (let round = 0; round < 100; round++) {
        const ask = (_: unknown, i: number): Promise<{ errorCode: number }> =>
          connection.request(Heartbeat, { groupId: 'g', generationId: i }, { signal });
        const replies = await Promise.all(Array.from({ length: 100 }, ask));
        assert.ok(replies.every(({ errorCode }, i) => errorCode === i));
      }
      assert.equal(listeners, 0);
      assert.equal(connection.inFlight, 0);
      await connection.close();
      await settle();
      assert.equal(broker.peers.size, 0);
      if (place.clock !== undefined) assert.equal(place.clock.pendingTimers, 0);
      if ('sockets' in place) {
        assert.equal((place as ReturnType<typeof recordedPlace>).sockets.open, 0);
      }
      await broker.close();
    });
  });
}

describe('connection, in virtual time', () => {
  it('holds requests back for as long as the broker asks (KIP-219)', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    broker.on(Heartbeat, () => ({ throttleTimeMs: 500 }));
    await using connection = connectionTo(place, broker);
    await connection.request(Heartbeat, { groupId: 'g' });
    assert.equal(connection.throttledMs, 500);
    assert.equal(connection.canSendMore, false);
    const held = connection.request(Heartbeat, { groupId: 'g' });
    await place.pass(499);
    assert.equal((await broker.requests(1)).length, 1);
    await place.pass(1);
    await held;
    await broker.close();
  });

  it('does not hold back after a version whose broker has waited itself', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    broker.on(Heartbeat, () => ({ throttleTimeMs: 500 }));
    await using connection = connectionTo(place, broker);
    await connection.request(Heartbeat, { groupId: 'g' }, { maxVersion: 1 });
    assert.equal(connection.throttledMs, 0);
    await broker.close();
  });

  it('stops writing while the socket asks for it, and goes on when it has drained', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    broker.on(Heartbeat, () => ({}));
    await using connection = connectionTo(place, broker);
    await connection.connect();
    const [socket] = place.sockets.made;
    assert.ok(socket);
    socket.writable = false;
    await connection.request(Heartbeat, { groupId: 'g' }); // the write that fills it is still taken
    const writes = socket.writes.length;
    const held = connection.request(Heartbeat, { groupId: 'g' });
    await settle();
    assert.equal(socket.writes.length, writes);
    assert.equal(connection.canSendMore, false);
    socket.drain();
    await held;
    await broker.close();
  });

  it('puts requests of one turn into one vectored write, big byte fields uncopied', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    broker.on(Heartbeat, () => ({}));
    broker.on(Produce, () => ({}));
    await using connection = connectionTo(place, broker);
    await connection.connect();
    const [socket] = place.sockets.made;
    const before = socket?.writes.length ?? 0;
    const records = Buffer.alloc(100_000, 1);
    const topicData = [{ name: 't', partitionData: [{ index: 0, records }] }];
    await Promise.all([
      connection.request(Heartbeat, { groupId: 'g' }),
      connection.request(Produce, { acks: 1, timeoutMs: 1, topicData }, { maxVersion: 9 }),
      connection.request(Heartbeat, { groupId: 'g' }),
    ]);
    assert.equal(socket?.writes.length, before + 1);
    const chunks = socket.writes[before] ?? [];
    assert.ok(chunks.some((chunk) => chunk.buffer === records.buffer && chunk.byteLength === records.byteLength));
    await broker.close();
  });

  it('close tells who waits for a reply at once, not when the socket has closed', async () => {
    const place = recordedPlace();
    await using broker = await FakeBroker.start(place, APIS);
    const connection = connectionTo(place, broker);
    const told = failure(connection.request(Heartbeat, { groupId: 'g' })).then(() => connection.state);
    await broker.requests(1);
    const closing = connection.close();
    assert.equal(await told, 'closing');
    await closing;
  });

  it('waits on for a long reply that is still coming in', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    await using connection = connectionTo(place, broker, { requestTimeoutMs: 100 });
    await connection.connect();
    const slow = failure(connection.request(Heartbeat, { groupId: 'g' }));
    const [request] = await broker.requests(1);
    request?.peer.send(Buffer.from([0, 0, 0x10, 0])); // the first bytes of a frame
    await place.pass(100);
    assert.ok((await slow) instanceof TimeoutError);
    assert.equal(connection.state, 'ready');
    await place.pass(100);
    assert.equal(connection.state, 'closed'); // and nothing more came for as long again
    await broker.close();
  });

  it('keeps one timer, however many requests wait', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, APIS);
    await using connection = connectionTo(place, broker);
    await connection.connect();
    const requests = Array.from({ length: 50 }, () => failure(connection.request(Heartbeat, { groupId: 'g' })));
    await settle();
    assert.equal(place.clock.pendingTimers, 1);
    await connection.close();
    await Promise.all(requests);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });
});

describe('connection options', () => {
  it('takes a frame as large as its length field can tell, and none larger', () => {
    const of = (maxFrameBytes: number): BrokerConnection => new BrokerConnection({ host: 'h', port: 1, maxFrameBytes });
    assert.equal(of(2 ** 31 - 1).state, 'disconnected');
    assert.throws(() => of(2 ** 31), /option "maxFrameBytes": .*2147483648/);
  });

  it('names what is wrong', () => {
    assert.throws(
      () => new BrokerConnection({ host: 'h', port: 99999, requestTimeoutMS: 1 } as never),
      (error: unknown) => {
        assert.ok(KafkaError.is(error) && error.name === 'ConfigError');
        assert.match(error.message, /option "port".*99999/);
        assert.match(error.message, /"requestTimeoutMS".*requestTimeoutMs/);
        return true;
      },
    );
  });
});

/** Error 35 as brokers send it: in the format of version 0, whatever was asked. */
function unsupportedVersion(
  request: Received,
  apiKeys: readonly { apiKey: number; minVersion: number; maxVersion: number }[],
): Buffer {
  const body = ApiVersions.response.encode(0, { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys });
  const frame = Buffer.alloc(8 + body.byteLength);
  frame.writeInt32BE(4 + body.byteLength, 0);
  frame.writeInt32BE(request.header.correlationId, 4);
  body.copy(frame, 8);
  return frame;
}
