// The kerberos suite on a real Kafka and a real KDC. Run by main.ts with node's test runner, which has prepared both.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { kerberos } from './areas/kerberos.ts';
import { type KerberosTarget, kerberosKafka } from './kerberos-target.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;

describe(`the kerberos suite on Apache Kafka ${version}`, () => {
  let started: KerberosTarget | undefined;
  before(async () => {
    started = await kerberosKafka(version);
  });
  after(async () => {
    await started?.close();
  });
  kerberos(() => {
    assert.ok(started !== undefined, 'the target has not started');
    return started;
  }, version);
});
