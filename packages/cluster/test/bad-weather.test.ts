import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createNodeNetwork, type Network, type Runtime } from '@k/runtime';
import { ConnectionError, Metadata, NoBrokersAvailableError, TimeoutError } from '@k/wire';
import { failure, type Place, PLACES } from '@k/testing';
import type { ClusterOptions } from '../src/index.ts';
import { clientAt } from './support/client-at.ts';

interface Options extends Partial<ClusterOptions> {
  /** How soon it is known, in virtual time. */
  readonly afterMs?: number;
}

/** Nobody has to guess: what a person is told who starts a client, and what the ones are told who use it. */
async function unreachable(
  place: Place,
  bootstrapServers: string,
  why: RegExp,
  { afterMs = 0, ...options }: Options = {},
): Promise<void> {
  const cluster = clientAt(place, { bootstrapServers, ...options });
  const startedAt = place.clock?.monotonic() ?? 0;
  const error = await place.run(failure(cluster.connect({ retry: false })));
  assert.ok(error instanceof NoBrokersAvailableError && error.retriable, String(error));
  assert.match(error.message, why);
  if (place.clock !== undefined) assert.equal(place.clock.monotonic() - startedAt, afterMs);
  // A request goes on looking until its time is over, since brokers may be on their way up; the cause is kept.
  const timeoutMs = place.clock === undefined ? 3_000 : 10_000;
  const late = await place.run(failure(cluster.request('any', Metadata, { topics: [] }, { timeoutMs })));
  assert.ok(late instanceof TimeoutError && late.cause instanceof ConnectionError, String(late));
  assert.match(late.message, why);
  if (place.clock !== undefined) assert.equal(place.clock.monotonic() - startedAt, afterMs + timeoutMs);
  const { ok, problems } = cluster.health();
  assert.equal(ok, false);
  assert.match(problems.join('\n'), new RegExp(`^The cluster cannot be found since .*${why.source}`));
}

for (const makePlace of PLACES) {
  describe(`nothing good at the address, ${makePlace().name}`, { concurrency: true }, () => {
    it('nobody listens', async () => {
      await using place = makePlace();
      const { host, port } = await place.nobody();
      await unreachable(place, `${host}:${port}`, /ECONNREFUSED.*nothing listens there: check host/);
    });

    it('the name does not resolve', async () => {
      await using place = makePlace();
      const why = /ENOTFOUND misspelt\.example.*does not resolve: check its spelling/;
      await unreachable(place, 'misspelt.example:9092', why, { runtime: withoutNames(place) });
    });

    it('a black hole', async (t) => {
      await using place = makePlace();
      const hole = await place.blackHole();
      if (hole === undefined) t.skip('only Linux drops what a full queue cannot take');
      else
        await unreachable(place, `${hole.host}:${hole.port}`, /not set up within 200 ms.*still connecting/, {
          connectionSetupTimeoutMs: 200,
          afterMs: 200,
        });
    });

    it('a broker that answers nothing', async () => {
      await using place = makePlace();
      const { address } = await place.listen(() => ({ onData: () => undefined }));
      await unreachable(place, address, /not set up within 200 ms.*still negotiating/, {
        connectionSetupTimeoutMs: 200,
        afterMs: 200,
      });
    });

    it('somebody who hangs up on everything', async () => {
      await using place = makePlace();
      const { address } = await place.listen((peer) => ({
        onData: () => {
          peer.destroy();
        },
      }));
      await unreachable(
        place,
        address,
        /closed by the broker when asked for its versions: is the port for TLS or SASL/,
      );
    });

    const strangers: readonly (readonly [string, Buffer, RegExp])[] = [
      ['an HTTP server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), /These are HTTP bytes: is this the right/],
      [
        'a TLS port',
        Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, 70]),
        /These are TLS bytes: does the other side speak TLS/,
      ],
      ['a negative frame length', Buffer.from([0xff, 0xff, 0xff, 0xfe, 0, 0]), /a frame announces -2 bytes/],
      ['a frame length of 2 GiB', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0]), /a frame announces 2147483647 bytes/],
      [
        'garbage',
        Buffer.from([0, 0, 0, 6, 0xde, 0xad, 0xbe, 0xef, 1, 2]),
        /a reply with correlation id -559038737 came/,
      ],
    ];
    for (const [what, bytes, why] of strangers) {
      it(what, async () => {
        await using place = makePlace();
        const { address } = await place.listen((peer) => ({
          onData: () => {
            peer.send(bytes);
          },
        }));
        await unreachable(place, address, why);
      });
    }
  });
}

/** The place's runtime, in a world whose name servers know nobody. */
function withoutNames({ runtime, clock }: Place): Runtime {
  const unknown = (host: string): Error =>
    Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
  if (clock === undefined) {
    const lookup = (host: string, _: unknown, done: (error: Error, addresses: never[]) => void): void => {
      done(unknown(host), []);
    };
    return { ...runtime, network: createNodeNetwork({ lookup }) };
  }
  const network: Network = {
    connect: ({ host }, handlers) => {
      clock.setTimeout(() => {
        handlers.onClose(unknown(host));
      }, 0);
      return { write: () => true, destroy: () => undefined };
    },
  };
  return { ...runtime, network };
}
