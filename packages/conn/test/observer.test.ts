import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Heartbeat, Metadata } from '@k/wire';
import { FakeBroker } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import type { ConnectionObserver } from '../src/observer.ts';
import { recordedPlace } from './support/recorded-place.ts';

function recorder(lines: string[]): ConnectionObserver {
  return {
    connected: (_, durationMs, error) => lines.push(`connected after ${durationMs}: ${error?.message ?? 'well'}`),
    authenticated: (_, durationMs, error) =>
      lines.push(`authenticated after ${durationMs}: ${error?.message ?? 'well'}`),
    disconnected: (_, reason) => lines.push(`disconnected: ${reason?.message ?? 'by its owner'}`),
    settled: (_, { api, version }, error) =>
      lines.push(`${api.name} v${version}: ${error instanceof Error ? error.message : 'answered'}`),
    throttled: (_, api, throttleTimeMs) => lines.push(`${api.name} throttled for ${throttleTimeMs}`),
  };
}

it('tells an observer of set-up, authentication, requests, throttling and the end, in their order', async () => {
  const place = recordedPlace();
  const broker = await FakeBroker.start(place, [Metadata, Heartbeat]);
  broker.on(Heartbeat, ({ body }) => (body.groupId === 'busy' ? { throttleTimeMs: 5 } : undefined));
  const lines: string[] = [];
  const connection = new BrokerConnection({
    host: broker.host,
    port: broker.port,
    runtime: place.runtime,
    sasl: { name: 'TEST', authenticate: () => Promise.resolve() },
    observer: recorder(lines),
  });
  await connection.request(Heartbeat, { groupId: 'busy' });
  await place.pass(5);
  const abort = new AbortController();
  const silent = connection.request(Heartbeat, { groupId: 'silent' }, { signal: abort.signal });
  await broker.requests(2);
  abort.abort(new Error('enough'));
  await assert.rejects(silent, /enough/);
  await connection.close();
  await connection.closed;
  assert.deepEqual(lines, [
    'ApiVersions v5: answered',
    'authenticated after 0: well',
    'connected after 0: well',
    'Heartbeat throttled for 5',
    'Heartbeat v4: answered',
    'Heartbeat v4: enough',
    'disconnected: by its owner',
  ]);
  await broker.close();
});

it('tells an observer why a connection could not be set up, and what it refused', async () => {
  const place = recordedPlace();
  const broker = await FakeBroker.start(place, [Metadata, Heartbeat]);
  const lines: string[] = [];
  const connection = new BrokerConnection({
    host: broker.host,
    port: broker.port,
    runtime: place.runtime,
    sasl: { name: 'TEST', authenticate: () => Promise.reject(new Error('wrong password')) },
    observer: recorder(lines),
  });
  await assert.rejects(connection.request(Heartbeat, { groupId: 'g' }), /wrong password/);
  assert.deepEqual(lines, [
    'ApiVersions v5: answered',
    'authenticated after 0: wrong password',
    'Heartbeat v-1: wrong password',
    'connected after 0: wrong password',
  ]);
  await broker.close();
});
