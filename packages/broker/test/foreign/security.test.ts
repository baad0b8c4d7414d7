import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import { createBroker, type Broker } from '../../src/index.ts';

/** Clients of others through TLS and SASL. */

const missing = ['kcat -V', 'openssl version'].filter((command) => {
  const [program, argument] = command.split(' ') as [string, string];
  return spawnSync(program, [argument]).status !== 0;
});
if (missing.length > 0 && process.env['CI'] === 'true')
  throw new Error(`under CI this has to run: ${missing.join(', ')}`);
const skip = missing.length === 0 ? false : `does not run here: ${missing.join(', ')}`;

const users = { alice: 'alice-secret' };

function kcat(args: readonly string[], input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('kcat', ['-m', '60', ...args], { timeout: 90_000 });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

const properties = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-X', `${name}=${value}`]);

async function kafkajsWorks(broker: Broker, config: Partial<KafkaConfig>, listener: string): Promise<void> {
  const kafka = new Kafka({
    brokers: broker.bootstrapServersOf(listener),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    ...config,
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 't', messages: [{ value: 'through' }] });
  await producer.disconnect();
}

describe('TLS and SASL', { skip }, () => {
  let directory: string;
  let broker: Broker;
  const pem = (name: string): Buffer => readFileSync(path.join(directory, name));
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'k-broker-tls-'));
    for (const name of ['server', 'client']) {
      const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
      const args = ['req', '-x509', ...key, '-out', `${name}.pem`, '-days', '2', ...subject];
      execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
    }
    const tls = { key: pem('server.key'), cert: pem('server.pem') };
    broker = await createBroker({
      // Before 4: kcat's librdkafka may be one that sends its SCRAM nonce twice.
      asVersion: '3.9',
      listeners: [
        { sasl: { users, mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] } },
        { tls },
        { tls, sasl: { users } },
        { name: 'MUTUAL', tls: { ...tls, ca: pem('client.pem'), requestCert: true } },
      ],
    });
    broker.createTopic('t');
  });
  after(async () => {
    await broker.close();
    rmSync(directory, { recursive: true });
  });

  async function kcatWorks(listener: string, settings: Readonly<Record<string, string>>): Promise<void> {
    const topic = `kcat-${listener}-${settings['sasl.mechanism'] ?? 'none'}`;
    const at = ['-b', broker.bootstrapServersOf(listener).join(','), '-t', topic, ...properties(settings)];
    const produced = await kcat(['-P', ...at], 'one\ntwo\n');
    assert.deepEqual([produced.code, produced.stderr], [0, '']);
    const consumed = await kcat(['-C', '-e', '-q', ...at]);
    assert.equal(consumed.stdout, 'one\ntwo\n');
  }

  const login = (mechanism: string): Record<string, string> => ({
    'sasl.mechanism': mechanism,
    'sasl.username': 'alice',
    'sasl.password': 'alice-secret',
  });
  for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']) {
    it(`kcat: ${mechanism}`, () =>
      kcatWorks('SASL_PLAINTEXT', { 'security.protocol': 'SASL_PLAINTEXT', ...login(mechanism) }));
  }
  it('kcat: OAUTHBEARER with an unsecured token', () =>
    kcatWorks('SASL_PLAINTEXT', {
      'security.protocol': 'SASL_PLAINTEXT',
      'sasl.mechanism': 'OAUTHBEARER',
      'enable.sasl.oauthbearer.unsecure.jwt': 'true',
      'sasl.oauthbearer.config': 'principal=alice',
    }));
  it('kcat: TLS', () =>
    kcatWorks('SSL', { 'security.protocol': 'SSL', 'ssl.ca.location': path.join(directory, 'server.pem') }));
  it('kcat: SASL over TLS', () =>
    kcatWorks('SASL_SSL', {
      'security.protocol': 'SASL_SSL',
      'ssl.ca.location': path.join(directory, 'server.pem'),
      ...login('SCRAM-SHA-512'),
    }));
  it('kcat: a client certificate', () =>
    kcatWorks('MUTUAL', {
      'security.protocol': 'SSL',
      'ssl.ca.location': path.join(directory, 'server.pem'),
      'ssl.certificate.location': path.join(directory, 'client.pem'),
      'ssl.key.location': path.join(directory, 'client.key'),
    }));

  const sasl = (mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512', password = 'alice-secret'): SASLOptions => ({
    mechanism,
    username: 'alice',
    password,
  });
  for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512'] as const) {
    it(`kafkajs: ${mechanism}, and a wrong password`, async () => {
      await kafkajsWorks(broker, { sasl: sasl(mechanism) }, 'SASL_PLAINTEXT');
      const wrong = kafkajsWorks(broker, { sasl: sasl(mechanism, 'guess') }, 'SASL_PLAINTEXT');
      await assert.rejects(wrong, /Authentication failed|invalid credentials/);
    });
  }
  it('kafkajs: TLS, and SASL over it', async () => {
    const ssl = { ca: [pem('server.pem')] };
    await kafkajsWorks(broker, { ssl }, 'SSL');
    await kafkajsWorks(broker, { ssl, sasl: sasl('scram-sha-256') }, 'SASL_SSL');
  });
  it('kafkajs: the client certificate that is asked for, and none', async () => {
    const ssl = { ca: [pem('server.pem')] };
    const certificate = { cert: pem('client.pem'), key: pem('client.key') };
    await kafkajsWorks(broker, { ssl: { ...ssl, ...certificate } }, 'MUTUAL');
    await assert.rejects(kafkajsWorks(broker, { ssl }, 'MUTUAL'));
    const other = { cert: pem('server.pem'), key: pem('server.key') };
    await assert.rejects(kafkajsWorks(broker, { ssl: { ...ssl, ...other } }, 'MUTUAL'));
  });

  it('lives through clients that do not speak TLS, and closes with one in mid-handshake', async () => {
    const tls = { key: pem('server.key'), cert: pem('server.pem') };
    await using own = await createBroker({ listeners: [{ tls }] });
    const [host, port] = (own.bootstrapServers[0] as string).split(':') as [string, string];
    const garbage = connectPlain({ host, port: Number(port) });
    garbage.on('error', () => undefined).resume();
    garbage.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => garbage.once('close', resolve));
    const silent = connectPlain({ host, port: Number(port) });
    silent.on('error', () => undefined).resume();
    await new Promise((resolve) => silent.once('connect', resolve));
    const closed = new Promise((resolve) => silent.once('close', resolve));
    await kafkajsWorks(own, { ssl: { ca: [pem('server.pem')] } }, 'SSL');
    await own.stop();
    await closed;
  });

  it('does not start where there can be no TLS, or with a key that is none', async () => {
    const tls = { key: pem('server.key'), cert: pem('server.pem') };
    const network = new MemoryNetwork({ clock: new VirtualClock(), random: seededRandom(1) });
    await assert.rejects(createBroker({ network, listeners: [{}, { tls }] }), /no TLS/);
    await assert.rejects(createBroker({ listeners: [{ tls: { ...tls, key: 'none' } }] }));
  });
});
