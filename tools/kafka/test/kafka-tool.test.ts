import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { javaMajorVersion } from '../src/java.ts';
import { atLeast, checkVersion } from '../src/kafka-version.ts';
import { freePorts, probeBrokers } from '../src/probe.ts';
import { serverProperties } from '../src/server-properties.ts';

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
      checkVersion('2.8.2');
    }, /Kafka 2\.8\.2 needs ZooKeeper/);
  });

  it('of Java are read from old and new forms', () => {
    assert.equal(javaMajorVersion('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime'), 17);
    assert.equal(javaMajorVersion('java version "1.8.0_392"'), 8);
    assert.equal(javaMajorVersion('command not found'), undefined);
  });
});

describe('server.properties', () => {
  const settings = {
    host: '127.0.0.1',
    listeners: [
      { name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: 9092 },
      { name: 'OUTSIDE', protocol: 'SASL_SSL', port: 9094 },
    ] as const,
    controllerPort: 9093,
    dataFolder: '/d',
    properties: { 'group.initial.rebalance.delay.ms': '7', 'message.max.bytes': '10' },
  };
  const lines = serverProperties(settings).split('\n');

  it('name every listener, with the controller beside them', () => {
    assert.ok(
      lines.includes('listeners=PLAINTEXT://127.0.0.1:9092,OUTSIDE://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093'),
    );
    assert.ok(lines.includes('advertised.listeners=PLAINTEXT://127.0.0.1:9092,OUTSIDE://127.0.0.1:9094'));
    assert.ok(
      lines.includes('listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OUTSIDE:SASL_SSL'),
    );
  });

  it('take what the caller sets over our own, once', () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith('group.initial')),
      ['group.initial.rebalance.delay.ms=7'],
    );
    assert.ok(lines.includes('message.max.bytes=10'));
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
});

describe('npm run kafka', () => {
  it('answers a wrong command line with one line and exit code 2', () => {
    for (const [args, message] of [
      [[], /what to do\?/],
      [['begin'], /"begin" is no command/],
      [['start', '--nodes', '3'], /--nodes/],
      [['start', '--port', '99999'], /--port takes a number from 1 to 65535/],
      [['start', '--property', 'x'], /NAME=VALUE/],
    ] as const) {
      const { code, error } = kafkaCommand([...args]);
      assert.equal(code, 2, error);
      assert.match(error, message);
      assert.equal(error.split('\n').length, 1);
    }
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
