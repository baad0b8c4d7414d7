import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  apiByKey,
  ApiVersions,
  apis,
  brokerAddresses,
  decodeResponseFrame,
  encodeApiVersionsRefusal,
  encodeResponseFrame,
  ErrorCode,
  FindCoordinator,
  Metadata,
  tellsAddresses,
  WireError,
} from '../src/index.ts';
import { fixtures } from './support.ts';

/** Answers with addresses that no client goes to. */
const NOT_FOR_CLIENTS: Readonly<Record<string, string>> = {
  Vote: 'controllers among themselves',
  BeginQuorumEpoch: 'controllers among themselves',
  EndQuorumEpoch: 'controllers among themselves',
  FetchSnapshot: 'controllers among themselves',
  UpdateRaftVoter: 'controllers among themselves',
  DescribeQuorum: 'controllers, for who looks at the quorum',
  StreamsGroupDescribe: 'the applications of a group',
  StreamsGroupHeartbeat: 'the applications of a group',
};

const responses = fixtures('4.4.0').flatMap(({ message, version, hex, value, case: kind }) => {
  const api = apis.find(({ response }) => response.name === message);
  return api === undefined || kind !== 'populated' ? [] : [{ api, version, bytes: Buffer.from(hex, 'hex'), value }];
});

/** Every host in a value that has a port beside it. */
function hostsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(hostsIn);
  const { host, port } = value as { host?: unknown; port?: unknown };
  return typeof host === 'string' && port !== undefined && host !== '' ? [host, ...inner] : inner;
}

describe('answers that tell addresses', () => {
  test('are those in which Kafka itself writes some, at each version', () => {
    assert.ok(responses.length > 300);
    for (const { api, version, value } of responses) {
      if (api.name in NOT_FOR_CLIENTS) {
        assert.equal(tellsAddresses(api, version), false, api.name);
        continue;
      }
      assert.equal(tellsAddresses(api, version), hostsIn(value).length > 0, `${api.name} v${String(version)}`);
    }
  });

  test('have their addresses changed in place, all of them and nothing else', () => {
    for (const { api, version, bytes } of responses) {
      if (!tellsAddresses(api, version)) continue;
      const answer = api.response.decode(version, bytes) as object;
      const before = api.response.decode(version, bytes) as object;
      const found = brokerAddresses(api, answer);
      assert.deepEqual(found.map(({ host }) => host).sort(), hostsIn(answer).sort(), api.name);
      for (const address of found) Object.assign(address, { host: `not-${address.host}`, port: 1 });
      const changed = api.response.decode(version, api.response.encode(version, answer)) as object;
      const now = brokerAddresses(api, changed);
      assert.ok(now.length > 0 && now.every(({ host, port }) => host.startsWith('not-') && port === 1));
      brokerAddresses(api, before).forEach((old, i) => Object.assign(now[i] ?? {}, old));
      assert.deepEqual(changed, before, `${api.name} v${String(version)}`);
    }
  });

  test('that are errors have none, and neither has any other answer', () => {
    const none = { nodeId: -1, host: '', port: -1 };
    const v3 = FindCoordinator.response.decode(3, FindCoordinator.response.encode(3, { ...none, errorCode: 15 }));
    assert.deepEqual(brokerAddresses(FindCoordinator, v3), []);
    const v4 = FindCoordinator.response.encode(4, { coordinators: [{ ...none, errorCode: 15 }] });
    assert.deepEqual(brokerAddresses(FindCoordinator, FindCoordinator.response.decode(4, v4)), []);
    assert.deepEqual(brokerAddresses({ key: 29 }, { host: '*', port: 1 }), []);
  });
});

describe('decodeResponseFrame', () => {
  const frameOf = (chunks: readonly Uint8Array[]): Buffer => Buffer.concat(chunks).subarray(4);

  test('gives correlation id, version and body', () => {
    for (const { api, version, bytes } of responses) {
      const body = api.response.decode(version, bytes) as never;
      const frame = frameOf(encodeResponseFrame(api, version, 7, body));
      assert.deepEqual(decodeResponseFrame(api, version, frame), { correlationId: 7, version, body }, api.name);
    }
  });

  test('reads a refused ApiVersions in version 0, whatever was asked', () => {
    const frame = frameOf(encodeApiVersionsRefusal(5, { minVersion: 0, maxVersion: 3 }));
    for (const asked of [0, 3, ApiVersions.maxVersion]) {
      const { correlationId, version, body } = decodeResponseFrame(ApiVersions, asked, frame);
      assert.deepEqual([correlationId, version, body.errorCode], [5, 0, ErrorCode.UNSUPPORTED_VERSION]);
      assert.deepEqual(body.apiKeys, [{ apiKey: 18, minVersion: 0, maxVersion: 3 }]);
    }
    // As Kafka 4.3.1 answers a version that is too new: its range of ApiVersions alone.
    const kafkas = Buffer.from('00000005' + '0023' + '00000001' + '001200000004', 'hex');
    assert.deepEqual(decodeResponseFrame(ApiVersions, 4, kafkas).body.apiKeys, [
      { apiKey: 18, minVersion: 0, maxVersion: 4 },
    ]);
    // Another error is in the version that was asked for.
    const other = frameOf(encodeResponseFrame(ApiVersions, 3, 5, { errorCode: ErrorCode.INVALID_REQUEST }));
    assert.equal(decodeResponseFrame(ApiVersions, 3, other).version, 3);
  });

  test('takes nothing that is too short or too long', () => {
    for (const hex of ['', '0000', '00000001', '0000000100'])
      assert.throws(() => decodeResponseFrame(ApiVersions, 3, Buffer.from(hex, 'hex')), WireError, hex);
    assert.throws(() => decodeResponseFrame(Metadata, 0, Buffer.alloc(13)), /bytes left/);
    assert.equal(apiByKey(18), ApiVersions);
  });
});
