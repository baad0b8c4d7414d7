import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { secureBroker } from '../src/secure-broker.ts';
import { defineSecuritySuite } from '../src/security-suite.ts';

if (spawnSync('openssl', ['version']).status === 0) defineSecuritySuite('@k/broker', secureBroker);
else it('the security suite on @k/broker', { skip: 'there is no openssl on this machine to make certificates with' });
