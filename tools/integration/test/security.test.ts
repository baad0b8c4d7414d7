import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { secureBroker } from '../src/secure-broker.ts';
import { defineSecuritySuite } from '../src/security-suite.ts';

if (spawnSync('openssl', ['version']).status === 0) {
  defineSecuritySuite('@k/broker', () => secureBroker());
  // Bare tokens, and the first release without them.
  for (const release of ['0.10.2', '1.1'] as const) {
    defineSecuritySuite(`@k/broker as Kafka ${release}`, () => secureBroker(release));
  }
} else it('the security suite on @k/broker', { skip: 'there is no openssl on this machine to make certificates with' });
