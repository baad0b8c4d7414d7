// What a command line stands for, and what is said of a wrong one.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseBrokerOptions } from '../../src/options.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { pageAddress } from '../../src/cli/page.ts';
import { optionsOf } from '../../src/cli/options-of.ts';
import { startFailure } from '../../src/cli/start-failure.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'k broker '));
after(() => rmSync(folder, { recursive: true }));
const pem = path.join(folder, 'a certificate.pem');
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/tls/${name}.pem`, import.meta.url));
/** A certificate and its key. */
const PEM = ['cert', 'key'].map((name) => readFileSync(fixture(name), 'utf8')).join('\n');
writeFileSync(pem, PEM);
const junk = path.join(folder, 'junk.pem');
writeFileSync(junk, 'junk');

const read = (...args: string[]) => optionsOf(readCommandLine(args));
const settings = (...args: string[]) => parseBrokerOptions(read(...args)).settings;

describe('a command line', () => {
  it('without options is a broker at 9092 that keeps its process', () => {
    assert.deepEqual(read(), { configs: {}, topics: {}, listeners: [{ port: 9092 }], keepProcessAlive: true });
  });

  it('protects the one listener that there is with what was given', () => {
    const tls = ['--tls-cert', pem, '--tls-key', pem, '--tls-ca', pem, '--tls-client-auth', 'required'];
    const [listener] = settings(...tls, '--sasl', 'alice:a:b', '--sasl', 'bob:c', '--tls-passphrase=x').listeners;
    assert.equal(listener?.name, 'SASL_SSL');
    assert.deepEqual(listener.tls, { cert: PEM, key: PEM, ca: PEM, requestCert: true, passphrase: 'x' });
    assert.deepEqual(listener.sasl?.users, { alice: 'a:b', bob: 'c' });
    assert.deepEqual(listener.sasl.mechanisms, ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']);
  });

  it('gives each listener the protection of its protocol', () => {
    const { listeners } = settings(
      ...[
        '--listener',
        'PLAINTEXT://:9092',
        '--listener',
        'SSL://0.0.0.0:9093',
        '--listener',
        'OUT:SASL_SSL://[::1]:0',
      ],
      ...['--tls-cert', pem, '--tls-key', pem, '--sasl', 'alice:a', '--sasl-mechanism', 'scram-sha-256', '--host', 'h'],
    );
    assert.deepEqual(
      listeners.map(({ name, host, port, tls, sasl }) => [name, host, port, tls !== undefined, sasl?.mechanisms]),
      [
        ['PLAINTEXT', 'h', 9092, false, undefined],
        ['SSL', '0.0.0.0', 9093, true, undefined],
        ['OUT', '::1', 0, true, ['SCRAM-SHA-256']],
      ],
    );
  });

  it('takes what Kafka calls a setting for the option that it is here', () => {
    const { defaultPartitions, autoCreateTopics, offsetsRetentionMs, logDirs, configs } = settings(
      ...[
        'num.partitions=3',
        'auto.create.topics.enable=false',
        'offsets.retention.minutes=2',
        'log.dirs=/a, /b',
      ].flatMap((each) => ['--config', each]),
      ...['--config', 'log.retention.ms=5', '--config', 'ssl.cipher.suites=a=b'],
    );
    assert.deepEqual(
      [defaultPartitions, autoCreateTopics, offsetsRetentionMs, logDirs],
      [3, false, 120_000, ['/a', '/b']],
    );
    assert.deepEqual(configs, { 'log.retention.ms': '5', 'ssl.cipher.suites': 'a=b' });
  });

  it('has the page on this machine alone, unless another address is given', () => {
    assert.deepEqual(pageAddress(readCommandLine(['--web', '9080'])), { host: '127.0.0.1', port: 9080 });
    assert.deepEqual(pageAddress(readCommandLine(['--web', '[::]:0'])), { host: '::', port: 0 });
    assert.equal(pageAddress(readCommandLine([])), undefined);
  });

  it('names super users as Kafka does', () => {
    const args = ['--authorizer', '--super-user', 'alice', '--super-user', 'User:bob'];
    assert.deepEqual(settings(...args).authorizer?.superUsers, ['User:alice', 'User:bob']);
    assert.deepEqual(settings('--authorizer').authorizer?.superUsers, []);
  });

  const wrong: [args: string[], message: RegExp][] = [
    [['--prot', '1'], /^unknown option --prot, did you mean --port\?$/],
    [['--topics', 'a'], /^unknown option --topics, did you mean --topic\?$/],
    [['--toString'], /^unknown option --toString$/],
    [['-p', '1'], /^unknown option -p/],
    [['9092'], /^"9092" is no option, did you mean --port 9092\?$/],
    [['port=9092'], /^"port=9092" is no option, did you mean --port=9092\?$/],
    [['up'], /^"up" is no option$/],
    [['--port'], /^--port needs a value: --port PORT$/],
    [['--port', '--json'], /^--port needs a value: --port PORT; or is it --port=--json\?$/],
    [['--json=yes'], /^--json takes no value, got "yes"$/],
    [['--port', '1', '--port', '2'], /^--port was given twice$/],
    [['--port', 'x'], /^--port: expected a whole number, got "x"$/],
    [['--port=-1'], /^--port: expected a whole number, got "-1"$/],
    [['--port', '70000'], /^--port: expected a port from 0 to 65535, got 70000$/],
    [
      ['--listener', 'PLAINTEXT://:70000'],
      /^--listener PLAINTEXT:\/\/:70000: expected a port from 0 to 65535, got 70000$/,
    ],
    [['--nodes', '0'], /^--nodes: expected a whole number from 1 to 100, got 0$/],
    [['--as-version', '3.8'], /^--as-version: expected one of .*"3\.9".*, got "3\.8"$/],
    [['--topic', 'orders:x'], /^--topic orders:x: expected NAME\[:PARTITIONS\[:REPLICAS\]\], such as orders:6$/],
    [['--topic', 'a:1', '--topic', 'a:2'], /^--topic a was given twice$/],
    [['--config', 'num.partitions'], /^--config num\.partitions: expected KEY=VALUE, such as num\.partitions=3$/],
    [['--config', 'num.partitions=x'], /^--config num\.partitions: expected a whole number/],
    [['--config', 'nu.partition=3'], /^--config: Kafka 4\.4 has no nu\.partition .*, did you mean num\.partitions\?$/],
    [['--config', 'authorizer.class.name=A'], /^--config authorizer\.class\.name: it is --authorizer here$/],
    [['--auto-create-topics', 'no'], /^--auto-create-topics: expected true or false, got "no"$/],
    [
      ['--listener', 'SSL'],
      /^--listener SSL: expected \[NAME:\]PROTOCOL:\/\/\[HOST\]:PORT, such as PLAINTEXT:\/\/:9092$/,
    ],
    [['--listener', 'INSIDE://:1'], /^--listener INSIDE:\/\/:1: INSIDE is no protocol: .*, INSIDE:SSL:\/\/\.\.\.$/],
    [['--listener', 'SSL://:1'], /^--listener SSL:\/\/:1: SSL needs --tls-cert and --tls-key$/],
    [['--listener', 'SASL_PLAINTEXT://:1'], /SASL_PLAINTEXT needs --sasl$/],
    [['--listener', 'PLAINTEXT://:1', '--sasl', 'a:b'], /^--sasl: no --listener is of a protocol with SASL$/],
    [
      ['--listener', 'PLAINTEXT://:1', '--port', '1'],
      /^--port is that of the one listener there is without --listener$/,
    ],
    [['--tls-cert', pem], /^--tls-cert needs --tls-key$/],
    [['--tls-key', pem], /^--tls-key needs --tls-cert$/],
    [['--tls-ca', pem], /^--tls-ca needs --tls-cert and --tls-key$/],
    [['--tls-cert', pem, '--tls-key', path.join(folder, 'gone')], /^--tls-key: ENOENT.*gone/],
    [
      ['--tls-cert', pem, '--tls-key', pem, '--tls-client-auth', 'required'],
      /^--tls-client-auth required needs --tls-ca$/,
    ],
    [
      ['--tls-cert', junk, '--tls-key', pem],
      /^--tls-cert .*junk\.pem: expected a certificate in PEM \(-----BEGIN CERTIFICATE-----\), got something else$/,
    ],
    [['--tls-cert', fixture('key'), '--tls-key', pem], /^--tls-cert .*key\.pem: expected a cert.*, got "PRIVATE KEY"$/],
    [['--tls-cert', pem, '--tls-key', fixture('cert')], /^--tls-key .*cert\.pem: expected a private key .*, got "CERTIFICATE"$/], // prettier-ignore
    [
      ['--tls-cert', pem, '--tls-key', fixture('other-key')],
      /^--tls-key .*other-key\.pem: is not the key of the certificate of O=Example, CN=localhost$/,
    ],
    [
      ['--tls-cert', pem, '--tls-key', fixture('encrypted-key')],
      /^--tls-passphrase is needed: the private key is encr/,
    ],
    [
      ['--tls-cert', pem, '--tls-key', fixture('encrypted-key'), '--tls-passphrase', 'mistaken'],
      /^--tls-passphrase does not open the private key$/,
    ],
    [['--tls-cert', pem, '--tls-key', pem, '--tls-ca', junk], /^--tls-ca .*junk\.pem: expected a certificate in PEM/],
    [['--topic', 'orders:0'], /^--topic orders:0: a topic has one partition at the least$/],
    [['--topic', 'orders:1:0'], /^--topic orders:1:0: a partition has one replica at the least$/],
    [['--topic', 'a b'], /^--topic a b: a name has letters, digits, "\.", "_" and "-", and at most 249 of them$/],
    [['--topic', '..'], /^--topic \.\.: a name has letters/],
    [['--nodes', '2', '--topic', 'a:1:3'], /^--topic a:1:3: 3 replicas need as many nodes: --nodes 3$/],
    [['--sasl', 'alice'], /^--sasl: expected USER:PASSWORD, the 1\. one is not$/],
    [['--sasl-mechanism', 'PLAIN'], /^--sasl-mechanism PLAIN needs users: --sasl USER:PASSWORD$/],
    [['--sasl-mechanism', 'GSSAPI'], /^--sasl-mechanism: expected one of PLAIN, .*, got "GSSAPI"$/],
    [['--web', 'x'], /^--web: expected \[HOST:\]PORT, such as 9080, got "x"$/],
    [['--web', '70000'], /^--web: expected \[HOST:\]PORT, such as 9080, got "70000"$/],
    [['--flush', 'os'], /^--flush needs --data-dir$/],
    [['--data-dir', 'x', '--flush', '0'], /^--flush: expected os, always, or after how many milliseconds, got "0"$/],
    [['--super-user', 'a'], /^--super-user needs --authorizer$/],
  ];
  for (const [args, message] of wrong) {
    it(`${args.map((arg) => path.basename(arg)).join(' ')}: is wrong`, () => {
      let failure: unknown;
      try {
        pageAddress(readCommandLine(args));
        settings(...args);
      } catch (error) {
        failure = error;
      }
      const said = startFailure(failure);
      assert.match(said?.message ?? String(failure), message);
      assert.equal(said?.exitCode, 2);
    });
  }

  it('takes an encrypted key with its passphrase', () => {
    const tls = ['--tls-cert', pem, '--tls-key', fixture('encrypted-key'), '--tls-passphrase', 'secret'];
    assert.equal(settings(...tls).listeners[0]?.tls?.passphrase, 'secret');
  });

  it('says which host there is not', () => {
    const error = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', hostname: 'no.such.host' });
    const message = 'no.such.host is no host that is known here: choose another with --host';
    assert.deepEqual(startFailure(error), { message, exitCode: 1 });
  });

  it('does not show passwords when it is wrong', () => {
    assert.throws(() => read('--sasl', 'hunter2'), (error: Error) => !error.message.includes('hunter2')); // prettier-ignore
  });
});
