import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createBroker } from '../../src/index.ts';
import { AccessProbe, type AccessAddresses } from './access-probe.ts';
import { probeAccess } from './access-probes.ts';
import { probeAcls } from './acl-probes.ts';
import { probeLogins } from './login-probes.ts';
import type { Answers } from './probe.ts';
import { probeQuotas } from './quota-probes.ts';

/**
 * What a real Apache Kafka 4.4.0 answered to the same requests: one node in KRaft mode with StandardAuthorizer, super user
 * User:ANONYMOUS, the users alice and bob by PLAIN and SCRAM, and a delegation.token.secret.key. Recorded with
 *   RECORD_KAFKA_ACCESS=plaintext-host:port,sasl-host:port[,part of a file's name] node --test packages/broker/dist/test/golden/access.test.js
 */
const FIXTURES: readonly [file: string, probe: (probe: AccessProbe) => Promise<void>][] = [
  ['kafka-4.4.0-access.json', probeAccess],
  ['kafka-4.4.0-acls.json', probeAcls],
  ['kafka-4.4.0-logins.json', probeLogins],
  ['kafka-4.4.0-quotas.json', probeQuotas],
];

/** Long enough for a Kafka to replay its metadata. */
const SETTLE_MS = 250;

async function answersOf(
  addresses: AccessAddresses,
  probes: (probe: AccessProbe) => Promise<void>,
  settleMs = 0,
): Promise<Answers> {
  const probe = await AccessProbe.on(addresses);
  probe.settleMs = settleMs;
  await probes(probe);
  probe.close();
  return probe.answers;
}

async function ownAnswers(probes: (probe: AccessProbe) => Promise<void>): Promise<Answers> {
  await using broker = await createBroker({
    authorizer: { superUsers: ['User:ANONYMOUS'] },
    delegationTokens: {},
    listeners: [{}, { sasl: { users: { alice: 'alice-secret', bob: 'bob-secret' } } }],
  });
  const [plaintext, sasl] = ['PLAINTEXT', 'SASL_PLAINTEXT'].map((name) => broker.bootstrapServersOf(name)[0]);
  return await answersOf({ plaintext: plaintext ?? '', sasl: sasl ?? '' }, probes);
}

/** Most questions have one of a few answers: each is written once, and named by its place. */
function packed(answers: Answers): string {
  const texts = [...new Set(Object.values(answers).map((answer) => JSON.stringify(answer)))];
  const asked = Object.entries(answers).map(([what, answer]) => [what, texts.indexOf(JSON.stringify(answer))]);
  const lines = (parts: readonly string[]): string => parts.join(',\n');
  return `{"answers": [\n${lines(texts)}\n],\n"asked": {\n${lines(asked.map(([what, at]) => `${JSON.stringify(what)}: ${String(at)}`))}\n}}\n`;
}

function unpacked(text: string): Answers {
  const { answers, asked } = JSON.parse(text) as { answers: unknown[]; asked: Record<string, number> };
  return Object.fromEntries(Object.entries(asked).map(([what, at]) => [what, answers[at]]));
}

for (const [file, probes] of FIXTURES) {
  await describe(`beside a real Kafka 4.4.0: ${file}`, async () => {
    const fixture = new URL(`../../../test/fixtures/${file}`, import.meta.url);
    const [plaintext, sasl, which = file] = (process.env['RECORD_KAFKA_ACCESS'] ?? '').split(',');
    if (plaintext !== undefined && sasl !== undefined && file.includes(which)) {
      writeFileSync(fixture, packed(await answersOf({ plaintext, sasl }, probes, SETTLE_MS)));
    }
    const kafka = unpacked(readFileSync(fixture, 'utf8'));
    const ours = await ownAnswers(probes);

    it('was asked the same questions', () => {
      assert.deepEqual(Object.keys(ours), Object.keys(kafka));
      assert.ok(Object.keys(kafka).length > 30);
    });
    for (const [what, answer] of Object.entries(kafka)) {
      it(what, () => {
        // A topic that is made is not there at once on Kafka: "unknown, ask again".
        const [made] = Array.isArray(answer) ? (answer as unknown[]) : [];
        if (JSON.stringify(made) === '["made",3]') assert.deepEqual((ours[what] as unknown[])[0], ['made', 0, 0]);
        else assert.deepEqual(ours[what], answer);
      });
    }
  });
}
