import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { artifactsOf } from '../src/artifacts.ts';
import { MissingPrerequisiteError, javaMajorVersion } from '../src/java.ts';
import { atLeast, checkVersion } from '../src/kafka-version.ts';
import {
  SECURED_LISTENERS,
  checkListeners,
  checkUsers,
  saslMechanisms,
  securedListenersOf,
  securityProperties,
  staticJaasFile,
} from '../src/listeners.ts';
import { freePorts } from '../src/free-ports.ts';
import { ZooKeeper } from '../src/zookeeper.ts';
import { probeBrokers } from '../src/probe.ts';
import { type ServerSettings, serverProperties } from '../src/server-properties.ts';
import { checkSignedTokens, signedTokenJvmOptions, signedTokenProperties } from '../src/signed-tokens.ts';
import { makeTlsMaterial } from '../src/tls-material.ts';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

function kafkaCommand(args: string[], env: NodeJS.ProcessEnv = process.env): { code: number | null; error: string } {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
  return { code: status, error: stderr.trim() };
}

describe('versions', () => {
  it('are compared number by number', () => {
    assert.ok(atLeast('4.10.0', '4.9.1'));
    assert.ok(atLeast('4.0', '4.0.0'));
    assert.ok(!atLeast('3.9.2', '4.0.0'));
  });

  it('that cannot be started are refused by name', () => {
    assert.throws(() => {
      checkVersion('latest');
    }, /"latest" is no Kafka version/);
    assert.throws(() => {
      checkVersion('0.7.2');
    }, /Kafka 0\.7\.2 is older than 0\.8\.0/);
  });

  it('of Java are read from old and new forms', () => {
    assert.equal(javaMajorVersion('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime'), 17);
    assert.equal(javaMajorVersion('java version "1.8.0_392"'), 8);
    assert.equal(javaMajorVersion('command not found'), undefined);
  });
});

describe('artifacts', () => {
  const names = (version: string): string[] => artifactsOf(version).map(([, name, wanted]) => `${name}:${wanted}`);

  it('carry the Scala that a version was built with, and tools where they are apart', () => {
    assert.ok(names('0.8.1.1').includes('kafka_2.10:0.8.1.1'));
    assert.ok(names('0.8.2.2').includes('kafka_2.11:0.8.2.2'));
    assert.ok(names('1.1.1').includes('kafka_2.12:1.1.1'));
    assert.ok(names('4.4.0').includes('kafka_2.13:4.4.0'));
    assert.ok(names('4.4.0').includes('kafka-tools:4.4.0'));
    assert.ok(!names('2.8.2').includes('kafka-tools:2.8.2'));
  });

  it('fill in what newer JDKs no longer have, only where it was used', () => {
    const withJaxb = ['0.9.0.1', '0.10.2.2', '1.1.1', '2.0.1'].filter((version) =>
      names(version).some((name) => name.startsWith('jaxb-api')),
    );
    assert.deepEqual(withJaxb, ['0.10.2.2', '1.1.1']);
    assert.ok(names('2.0.1').includes('zookeeper:3.4.12'));
    assert.ok(names('2.4.1').includes('zookeeper:3.5.9'));
    assert.ok(!names('2.8.2').some((name) => name.startsWith('zookeeper')));
  });
});

describe('server.properties', () => {
  const settings: ServerSettings = {
    version: '4.4.0',
    host: '127.0.0.1',
    nodeId: 1,
    nodes: 1,
    listeners: [
      { name: 'PLAINTEXT', port: 9092 },
      { name: 'MTLS', port: 9094 },
    ],
    quorum: { kind: 'kraft', controllerPort: 9093, voters: '1@127.0.0.1:9093' },
    dataFolder: '/d',
    properties: { 'group.initial.rebalance.delay.ms': '7', 'message.max.bytes': '10' },
  };
  const linesOf = (changes: Partial<ServerSettings> = {}): string[] =>
    serverProperties({ ...settings, ...changes }).split('\n');

  it('name every listener, with the controller beside them', () => {
    const lines = linesOf();
    assert.ok(lines.includes('listeners=PLAINTEXT://127.0.0.1:9092,MTLS://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093'));
    assert.ok(lines.includes('advertised.listeners=PLAINTEXT://127.0.0.1:9092,MTLS://127.0.0.1:9094'));
    assert.ok(lines.includes('listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,MTLS:SSL'));
  });

  it('take what the caller sets over our own, once', () => {
    const lines = linesOf();
    assert.deepEqual(
      lines.filter((line) => line.startsWith('group.initial')),
      ['group.initial.rebalance.delay.ms=7'],
    );
    assert.ok(lines.includes('message.max.bytes=10'));
  });

  it('say to each age only what it knows', () => {
    const quorum = { kind: 'zookeeper', connect: '127.0.0.1:2181' } as const;
    const nameless = linesOf({ version: '0.8.2.2', quorum });
    assert.ok(nameless.includes('port=9092') && nameless.includes('broker.id=1'));
    assert.ok(!nameless.some((line) => /^(listeners|process\.roles|transaction)/.test(line)));
    const named = linesOf({ version: '0.9.0.1', quorum });
    assert.ok(named.some((line) => line.startsWith('listeners=PLAINTEXT://')));
    assert.ok(!named.some((line) => line.startsWith('listener.security.protocol.map')));
  });

  it('keep three copies of internal topics where there are three nodes', () => {
    assert.ok(linesOf().includes('offsets.topic.replication.factor=1'));
    const three = linesOf({ nodes: 3 });
    assert.ok(three.includes('offsets.topic.replication.factor=3'));
    assert.ok(three.includes('transaction.state.log.min.isr=2'));
  });
});

describe('listeners', () => {
  it('that a version cannot have are refused with the reason', () => {
    assert.throws(() => {
      checkListeners('0.10.2.2', ['SSL', 'MTLS']);
    }, /Kafka 0\.10\.2\.2 gets no MTLS listener: before 0\.11/);
    assert.throws(() => {
      checkListeners('0.9.0.1', ['SASL_PLAINTEXT']);
    }, /other than GSSAPI came with 0\.10/);
    assert.deepEqual(securedListenersOf('0.8.2.2'), []);
    assert.deepEqual(securedListenersOf('0.9.0.1'), ['SSL']);
    assert.deepEqual(securedListenersOf('0.10.0.1'), ['SSL', 'SASL_PLAINTEXT', 'SASL_SSL']);
    assert.deepEqual(securedListenersOf('0.11.0.3'), SECURED_LISTENERS);
  });

  it('take the mechanisms of their version', () => {
    assert.deepEqual(saslMechanisms('0.10.0.1'), ['PLAIN']);
    assert.deepEqual(saslMechanisms('0.10.2.2'), ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']);
    assert.deepEqual(saslMechanisms('3.3.2'), ['PLAIN', 'OAUTHBEARER']);
    assert.deepEqual(saslMechanisms('4.4.0'), ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER']);
  });

  it('before 2.0 get their users from a JAAS file, later from server.properties', () => {
    const users = { alice: 'secret' };
    assert.match(staticJaasFile('1.1.1', users) ?? '', /PlainLoginModule required user_alice="secret";\n.*ScramLogin/);
    assert.doesNotMatch(staticJaasFile('0.10.0.1', users) ?? '', /Scram/);
    assert.equal(staticJaasFile('2.8.2', users), undefined);
    const settings = securityProperties('2.8.2', ['PLAINTEXT', 'SASL_SSL'], users, undefined);
    assert.match(settings['listener.name.sasl_ssl.plain.sasl.jaas.config'] ?? '', /user_alice="secret"/);
  });

  it('take signed tokens where an issuer is named, from 3.4 on', () => {
    const tokens = { listener: 'SASL_SSL', jwksUrl: 'http://127.0.0.1:1/keys', issuer: 'i', audience: 'a' } as const;
    const settings = signedTokenProperties(tokens);
    assert.equal(settings['listener.name.sasl_ssl.sasl.oauthbearer.jwks.endpoint.url'], tokens.jwksUrl);
    assert.doesNotMatch(settings['listener.name.sasl_ssl.oauthbearer.sasl.jaas.config'] ?? '', /unsecured/);
    assert.ok(signedTokenJvmOptions(tokens).join(' ').endsWith(tokens.jwksUrl));
    assert.throws(() => {
      checkSignedTokens('3.3.2');
    }, /3\.4 and newer/);
  });

  it('refuse users that would have to be quoted', () => {
    assert.throws(() => {
      checkUsers({ alice: 'a,b' });
    }, /password of alice/);
    assert.throws(() => {
      checkUsers({ 'a b': 'x' });
    }, /"a b"/);
  });
});

describe('certificates', () => {
  it('are signed by their authority, for this machine, and the stranger’s by another', async (context) => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'k-tls-'));
    try {
      const made = await makeTlsMaterial(dir).catch((error: unknown) => {
        if (error instanceof MissingPrerequisiteError) return undefined;
        throw error;
      });
      if (made === undefined) {
        context.skip('there is no openssl on this machine');
        return;
      }
      const certificate = async (file: string): Promise<X509Certificate> => new X509Certificate(await readFile(file));
      const ca = await certificate(made.ca);
      const broker = await certificate(made.brokerCert);
      assert.ok(broker.verify(ca.publicKey));
      assert.equal(broker.checkHost('localhost'), 'localhost');
      assert.equal(broker.checkIP('127.0.0.1'), '127.0.0.1');
      assert.equal(broker.checkHost('elsewhere.example'), undefined);
      const client = await certificate(made.clientCert);
      assert.ok(client.verify(ca.publicKey));
      for (const [file, passphrase] of [
        [made.clientKey, undefined],
        [made.clientKeyEncrypted, made.passphrase],
      ] as const) {
        const key = createPrivateKey({
          key: await readFile(file),
          ...(passphrase === undefined ? {} : { passphrase }),
        });
        assert.ok(client.checkPrivateKey(key));
      }
      const stranger = await certificate(made.strangerCert);
      assert.ok(!stranger.verify(ca.publicKey));
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

describe('the readiness probe', () => {
  it('finds no broker where nobody listens, and where the answer is no Kafka', async () => {
    const [port = 0] = await freePorts('127.0.0.1', 1);
    assert.equal(await probeBrokers('127.0.0.1', port, 1000), undefined);
    const server = net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    assert.equal(await probeBrokers('127.0.0.1', (server.address() as net.AddressInfo).port, 1000), undefined);
    server.close();
  });

  it('asks brokers from before 0.10 for their metadata at once', async () => {
    const asked: number[] = [];
    const server = net.createServer((socket) => {
      socket.once('data', (request) => {
        asked.push(request.readInt16BE(4));
        // Two brokers, each with an id, a host "h" and a port; no topics.
        const broker = Buffer.from('0000000100016800002384', 'hex');
        const count = Buffer.from('00000002', 'hex');
        const answer = Buffer.concat([Buffer.alloc(8), count, broker, broker, Buffer.alloc(4)]);
        answer.writeInt32BE(answer.length - 4, 0);
        socket.end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    assert.equal(await probeBrokers('127.0.0.1', port, 30_000, false), 2);
    assert.deepEqual(asked, [3]);
    server.close();
  });
});

describe('a ZooKeeper', () => {
  it('is asked again when it does not answer, until it knows the broker no more', async () => {
    const answers = [undefined, 'ephemerals\n\t/brokers/ids/1\n\t/brokers/ids/12\n', undefined, '\t/brokers/ids/12\n'];
    let asked = 0;
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        // Once it has told, it goes on telling that.
        const answer = answers[Math.min(asked++, answers.length - 1)];
        if (answer !== undefined) socket.end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const zooKeeper = new ZooKeeper('127.0.0.1', port, { java: '', classpath: '', dir: '' });
    await zooKeeper.forgets(1, 50);
    assert.ok(asked >= 4, String(asked));
    server.close();
  });
});

describe('free ports', () => {
  it('are none that the system gives away, nor one that somebody has, and no two the same', async () => {
    const [first = 0] = await freePorts('127.0.0.1', 1);
    const taken = net.createServer();
    // Unless somebody else has it already, which will do.
    await new Promise((resolve) =>
      taken.once('error', resolve).listen(first + 1, '127.0.0.1', () => resolve(undefined)),
    );
    const ports = await freePorts('127.0.0.1', 20);
    taken.close();
    assert.equal(new Set(ports).size, 20);
    for (const port of ports) assert.ok(port > 1_024 && port < 32_768 && port !== first && port !== first + 1);
  });
});

describe('npm run kafka', () => {
  it('answers a wrong command line with one line and exit code 2', () => {
    for (const [args, message] of [
      [[], /what to do\?/],
      [['begin'], /"begin" is no command/],
      [['start', '--nodes', 'many'], /--nodes takes a number from 1 to 9/],
      [['start', '--listener', 'TLS'], /--listener takes SSL, MTLS, SASL_PLAINTEXT, SASL_SSL/],
      [['start', '--port', '99999'], /--port takes a number from 1 to 65535/],
      [['start', '--property', 'x'], /NAME=VALUE/],
    ] as const) {
      const { code, error } = kafkaCommand([...args]);
      assert.equal(code, 2, error);
      assert.match(error, message);
      assert.equal(error.split('\n').length, 1);
    }
  });

  it('stops every Kafka of the machine only when told to', async () => {
    // A folder of its own: should this fail, nobody loses a Kafka.
    const dir = await mkdtemp(path.join(os.tmpdir(), 'stop-'));
    const env = { ...process.env, TMPDIR: dir };
    for (const args of [['stop'], ['stop', '--port', '9092', '--all']]) {
      const { code, error } = kafkaCommand(args, env);
      assert.equal(code, 2, error);
      assert.match(error, /^stop takes either the --port of one Kafka or --all\. Usage: /);
    }
    for (const args of [
      ['stop', '--all'],
      ['stop', '--port', '9092'],
    ]) {
      assert.deepEqual(kafkaCommand(args, env), { code: 0, error: '' });
    }
    await rm(dir, { recursive: true });
  });

  it('says that Java is missing, with an exit code of its own', () => {
    const { code, error } = kafkaCommand(['start'], { ...process.env, PATH: '', JAVA_HOME: '' });
    assert.equal(code, 3);
    assert.match(error, /^Java 17 or newer is needed to run Kafka, and "java" did not start\./);
  });

  it('refuses a port that is taken', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { code, error } = kafkaCommand(['start', '--port', String(port)]);
    server.close();
    assert.equal(code, 1);
    assert.match(error, new RegExp(`^port ${port} cannot be used`));
  });
});
