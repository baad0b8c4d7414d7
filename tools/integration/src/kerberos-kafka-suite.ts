// The kerberos suite on a real Kafka and a real KDC. Run by main.ts with node's test runner, which has prepared both.
import { describe } from 'node:test';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { kerberos } from './areas/kerberos.ts';
import { kerberosKafka } from './kerberos-target.ts';
import { started } from './started.ts';

const version = process.env['K_KAFKA_VERSION'] ?? DEFAULT_VERSION;

describe(`the kerberos suite on Apache Kafka ${version}`, () => {
  kerberos(
    started(() => kerberosKafka(version)),
    version,
  );
});
