import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer as createPlainServer, type AddressInfo, type Socket as NetSocket } from 'node:net';
import { after, describe, it } from 'node:test';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions as ServerOptions } from 'node:tls';
import { inspect } from 'node:util';
import {
  ApiVersions,
  AuthenticationError,
  ConfigError,
  ConnectionError,
  encodeResponseFrame,
  FrameDecoder,
  Heartbeat,
  Reader,
  readRequestHeader,
} from '@k/wire';
import { BrokerConnection } from '../src/broker-connection.ts';
import { createNodeNetwork, nodeRuntime } from '@k/runtime';
import type { BrokerConnectionOptions } from '../src/options.ts';
import { BOB_P12, BOB_PEM } from './support/bob-p12.ts';
import { makeCertificate, type Certificate } from './support/certificates.ts';

const authority = makeCertificate('Test authority');
const server = makeCertificate('broker', { hosts: ['localhost', '127.0.0.1'], issuer: authority });
const client = makeCertificate('alice', { client: true, issuer: authority });
const otherAuthority = makeCertificate('Another authority');

/** Answers ApiVersions and Heartbeat over whatever socket it is given. */
function speakKafka(socket: NetSocket): void {
  const decoder = new FrameDecoder({
    maxFrameBytes: 100 * 1024 * 1024, // socket.request.max.bytes: the first bytes of TLS announce more
    onFrame: (frame) => {
      const header = readRequestHeader(new Reader(frame));
      const apiKeys = [ApiVersions, Heartbeat].map(({ key, maxVersion }) => ({
        apiKey: key,
        minVersion: 0,
        maxVersion,
      }));
      const { correlationId, apiVersion } = header;
      const reply =
        header.apiKey === ApiVersions.key
          ? encodeResponseFrame(ApiVersions, apiVersion, correlationId, { apiKeys })
          : encodeResponseFrame(Heartbeat, apiVersion, correlationId, {});
      socket.write(Buffer.concat(reply));
    },
  });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    try {
      decoder.push(chunk);
    } catch {
      socket.destroy(); // as Kafka does with a frame of an impossible size
    }
  });
}

const closers: (() => void)[] = [];
after(() => {
  for (const close of closers) close();
});

async function startTls(options: ServerOptions, onSocket = (_: TLSSocket): void => undefined): Promise<number> {
  const listener = createTlsServer(options, (socket) => {
    onSocket(socket);
    speakKafka(socket);
  });
  listener.on('tlsClientError', () => undefined);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  closers.push(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

async function startPlain(): Promise<number> {
  const listener = createPlainServer(speakKafka).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  closers.push(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

/** In front of a server: what that says first is all that it is heard to say, again and again, as of Kafka 1.1. */
async function startRepeating(to: number): Promise<number> {
  const listener = createPlainServer((socket) => {
    const upstream = connect(to, '127.0.0.1');
    let first: Buffer | undefined;
    upstream.on('data', (chunk: Buffer) => socket.write((first ??= chunk)));
    socket.on('data', (chunk: Buffer) => upstream.write(chunk));
    for (const each of [socket, upstream]) each.on('error', () => undefined);
    socket.on('close', () => upstream.destroy());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  closers.push(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

async function failureOf(port: number, ssl: BrokerConnectionOptions['ssl'], host = 'localhost'): Promise<Error> {
  const connection = new BrokerConnection({ host, port, ssl });
  try {
    await connection.connect();
  } catch (error) {
    assert.ok(error instanceof Error);
    await connection.closed;
    return error;
  }
  await connection.close();
  return assert.fail('it should have failed');
}

/** An {@link AuthenticationError} that no retry will help, in words. */
function refused(error: Error, message: RegExp): void {
  assert.ok(error instanceof AuthenticationError, String(error));
  assert.equal(error.retriable, false);
  assert.equal(error.mechanism, 'SSL');
  assert.match(error.message, message);
}

const identity = ({ cert, key }: Certificate): { cert: string; key: string } => ({ cert, key });

describe('TLS', () => {
  it('trusts the given authority, asks for the host by name and carries requests', async () => {
    let servername: unknown;
    const port = await startTls(identity(server), (socket) => {
      servername = (socket as { servername?: unknown }).servername;
    });
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl: { ca: authority.cert } });
    await Promise.all(Array.from({ length: 20 }, () => connection.request(Heartbeat, { groupId: 'g'.repeat(20_000) })));
    assert.equal(servername, 'localhost');
  });

  it('takes an address that the certificate has', async () => {
    const port = await startTls(identity(server));
    await using connection = new BrokerConnection({ host: '127.0.0.1', port, ssl: { ca: [authority.cert] } });
    await connection.request(Heartbeat, { groupId: 'g' });
  });

  it('refuses a certificate for another name, unless told which to look for or not to look', async () => {
    const stranger = makeCertificate('broker', { hosts: ['kafka.example'], issuer: authority });
    const port = await startTls(identity(stranger));
    refused(await failureOf(port, { ca: authority.cert }), /TLS failed.*another host name.*ssl\.servername/);
    for (const more of [{ servername: 'kafka.example' }, { checkServerIdentity: false }]) {
      await using connection = new BrokerConnection({ host: 'localhost', port, ssl: { ca: authority.cert, ...more } });
      await connection.connect();
    }
    // The name is all that it leaves out.
    refused(await failureOf(port, { ca: otherAuthority.cert, checkServerIdentity: false }), /authority not trusted/);
  });

  it('says in words why a certificate is not taken', async () => {
    const port = await startTls(identity(server));
    refused(await failureOf(port, true), /authority not trusted here.*ssl\.ca/);
    refused(await failureOf(port, { ca: otherAuthority.cert }), /authority not trusted here/);
    const selfSigned = makeCertificate('broker', { hosts: ['localhost'] });
    refused(await failureOf(await startTls(identity(selfSigned)), true), /self-signed.*ssl\.ca/);
    const past = makeCertificate('broker', { hosts: ['localhost'], issuer: authority, notAfter: Date.now() - 1000 });
    refused(await failureOf(await startTls(identity(past)), { ca: authority.cert }), /expired.*renewed/);
  });

  it('trusts everybody only when told so', async () => {
    const port = await startTls(identity(makeCertificate('broker', { hosts: ['localhost'] })));
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl: { rejectUnauthorized: false } });
    await connection.connect();
  });

  it('shows its own certificate to a broker that wants one, and says so when it has none', async () => {
    let subject = '';
    const wanting = { ...identity(server), ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const port = await startTls(wanting, (socket) => {
      subject = String(socket.getPeerCertificate().subject.CN);
    });
    const key = client.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
      .toString();
    const ssl = { ca: authority.cert, cert: client.cert, key, passphrase: 'open sesame' };
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl });
    await connection.connect();
    assert.equal(subject, 'alice');
    refused(await failureOf(port, { ca: authority.cert }), /client certificate.*ssl\.cert/);
    const wrong = await failureOf(port, { ...ssl, passphrase: 'close sesame' });
    refused(wrong, /ssl\.passphrase is missing or wrong/);
    const other = makeCertificate('mallory', { client: true, issuer: authority });
    refused(await failureOf(port, { ...ssl, cert: other.cert }), /ssl\.key is not the key of ssl\.cert/);
    refused(await failureOf(port, { pfx: Buffer.from('not a PKCS #12 file') }), /ssl\.pfx cannot be used/);
    for (const secret of ['sesame', 'PRIVATE KEY']) {
      assert.ok(!inspect([connection, wrong], { depth: 20, showHidden: true }).includes(secret));
    }
  });

  it('shows the certificate of a PKCS #12 file, and says so when its passphrase does not open it', async () => {
    let subject = '';
    const wanting = { ...identity(server), ca: BOB_PEM, requestCert: true, rejectUnauthorized: true };
    const port = await startTls(wanting, (socket) => {
      subject = String(socket.getPeerCertificate().subject.CN);
    });
    const ssl = { ca: authority.cert, pfx: BOB_P12, passphrase: 'sesame' };
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl });
    await connection.connect();
    assert.equal(subject, 'bob');
    for (const passphrase of ['barley', undefined]) {
      refused(
        await failureOf(port, { ...ssl, passphrase }),
        /ssl\.pfx cannot be opened: ssl\.passphrase is missing or wrong/,
      );
    }
  });

  it('says so when the versions do not meet', async () => {
    const port = await startTls({ ...identity(server), maxVersion: 'TLSv1.2' });
    refused(
      await failureOf(port, { ca: authority.cert, minVersion: 'TLSv1.3' }),
      /no TLS version in common.*minVersion/,
    );
  });

  it('says so when an old broker breaks off the handshake without an alert', async () => {
    const wanting = { ...identity(server), ca: authority.cert, requestCert: true, maxVersion: 'TLSv1.2' } as const;
    const port = await startRepeating(await startTls(wanting));
    const error = await failureOf(port, { ca: authority.cert });
    assert.ok(error instanceof ConnectionError, String(error));
    assert.match(error.message, /client certificate.*ssl\.cert/);
  });

  it('asks a function anew for each connection, so that certificates can be renewed', async () => {
    const port = await startTls(identity(server));
    const given = [{ ca: otherAuthority.cert }, { ca: authority.cert }];
    const ssl = (): Promise<{ ca: string }> => Promise.resolve(given.shift() ?? assert.fail('asked once too often'));
    refused(await failureOf(port, ssl), /authority not trusted/);
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl });
    await connection.connect();
    assert.equal(given.length, 0);
  });

  it('asks it again when the broker hung up on the versions and is connected to anew', async () => {
    let connections = 0;
    const port = await startTls(identity(server), (socket) => {
      if (++connections === 1) socket.once('data', () => socket.destroy());
    });
    const ssl = (): Promise<{ ca: string }> => Promise.resolve({ ca: authority.cert });
    await using connection = new BrokerConnection({ host: 'localhost', port, ssl });
    await connection.connect();
    assert.equal(connections, 3); // the first, the one that looks what it is, and the one that stays
  });

  it('fails with the error of that function', async () => {
    const gone = new Error('no such file');
    assert.equal(await failureOf(1, () => Promise.reject(gone)), gone);
    assert.ok((await failureOf(1, () => ({ caa: '' }) as never)) instanceof ConfigError);
  });

  it('says so when the port is a plaintext one', async () => {
    const error = await failureOf(await startPlain(), true);
    assert.ok(error instanceof ConnectionError, String(error));
    assert.match(error.message, /TLS handshake.*plaintext port/);
  });

  it('says so when the plaintext other side answers', async () => {
    const chatty = createPlainServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(chatty, 'listening');
    closers.push(() => chatty.close());
    const error = await failureOf((chatty.address() as AddressInfo).port, true);
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /does not speak TLS.*plaintext port/);
  });

  it('says so when TLS is forgotten', async () => {
    const error = await failureOf(await startTls(identity(server)), false);
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /TLS/);
  });

  it('does not print a key that is given for all of it', () => {
    const ssl = '-----BEGIN PRIVATE KEY----- 1234567' as never;
    assert.throws(
      () => new BrokerConnection({ host: 'h', port: 1, ssl }),
      /option "ssl": expected true, false, TLS options, or a function that gives them, got a string$/,
    );
  });

  it('names wrong options and never their secrets', () => {
    assert.throws(
      () => new BrokerConnection({ host: 'h', port: 1, ssl: { key: 7, passphrase: 1234567, cas: '' } as never }),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /option "ssl.key": expected PEM/);
        assert.match(error.message, /unknown option "ssl.cas", did you mean "ca"\?/);
        assert.ok(!inspect(error, { depth: 20, showHidden: true }).includes('1234567'));
        return true;
      },
    );
  });
});

describe('names with several addresses', () => {
  const lookupTo =
    (...addresses: { address: string; family: number }[]) =>
    (
      _host: string,
      _options: unknown,
      done: (error: null, addresses: { address: string; family: number }[]) => void,
    ) => {
      done(null, addresses);
    };

  for (const ssl of [undefined, { ca: authority.cert }]) {
    it(`tries them all, ${ssl === undefined ? 'plain' : 'TLS'}`, async () => {
      const port = ssl === undefined ? await startPlain() : await startTls(identity(server));
      // Nobody listens at the first two.
      const lookup = lookupTo(
        { address: '::1', family: 6 },
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      );
      const runtime = { ...nodeRuntime, network: createNodeNetwork({ lookup: lookup }) };
      await using connection = new BrokerConnection({ host: 'localhost', port, ssl, runtime });
      await connection.request(Heartbeat, { groupId: 'g' });
    });
  }

  it('are resolved again at each connect', async () => {
    const port = await startPlain();
    let asked = 0;
    const lookup = (...args: Parameters<ReturnType<typeof lookupTo>>): void => {
      asked++;
      lookupTo({ address: '127.0.0.1', family: 4 })(...args);
    };
    const runtime = { ...nodeRuntime, network: createNodeNetwork({ lookup: lookup }) };
    for (let i = 1; i <= 2; i++) {
      await using connection = new BrokerConnection({ host: 'kafka.example', port, runtime });
      await connection.connect();
      assert.equal(asked, i);
    }
  });
});
