// Recordings of clients that log in, against brokers that have them log in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { ConfigError, ConnectionError, Metadata, SaslAuthenticate, SaslHandshake } from '@k/wire';
import {
  createBroker,
  replay,
  type Broker,
  type BrokerSaslOptions,
  type Recording,
  type ReplayOptions,
} from '../../src/index.ts';
import { RawClient } from '../support/raw-client.ts';
import { scramLogin } from '../support/scram-login.ts';

const start = (sasl: BrokerSaslOptions): Promise<Broker> => createBroker({ listeners: [{ sasl }], topics: { t: 1 } });

/** What clients do with a broker that has them log in. */
async function recorded(sasl: BrokerSaslOptions, work: (address: string) => Promise<unknown>): Promise<Recording> {
  await using broker = await start(sasl);
  const recording = broker.record();
  await work(broker.bootstrapServers[0] ?? '');
  recording.stop();
  return recording;
}

async function connected(address: string, work: (client: RawClient) => Promise<unknown>): Promise<void> {
  const client = await RawClient.tcp(address);
  await work(client);
  client.close();
}

const kafkajs = (sasl: SASLOptions) => async (address: string) => {
  const kafka = new Kafka({ brokers: [address], clientId: 'app', logLevel: logLevel.NOTHING, sasl });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 't', messages: [{ value: 'tea' }] });
  await producer.disconnect();
};

/** What is told of a replay: differing fields. Who was not logged in is hung up on, which is a difference, too. */
async function told(recording: Recording, broker: Broker, sasl?: ReplayOptions['sasl']): Promise<unknown[]> {
  const { differing, sent } = await replay(recording, { bootstrapServers: broker.bootstrapServers, sasl });
  assert.equal(sent, recording.exchanges.length);
  return differing.map(({ what, unanswered, differences }) => [what.split(' ')[0], unanswered ?? differences.map(({ path }) => path)]); // prettier-ignore
}

const token = (subject: string, expiresAt: number): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: subject, exp: expiresAt })}.`;
};

describe('replay() of logins', () => {
  for (const mechanism of ['scram-sha-256', 'scram-sha-512'] as const) {
    it(`logs in anew by ${mechanism}, with passwords that are given`, async () => {
      const users = { alice: 'alice-secret' };
      const recording = await recorded({ users }, kafkajs({ mechanism, username: 'alice', password: 'alice-secret' }));
      assert.ok(recording.exchanges.some(({ apiName }) => apiName === 'SaslAuthenticate'));
      await using other = await start({ users: { alice: 'another' }, scramIterations: 5000 });
      assert.deepEqual(await told(recording, other, { users: { alice: 'another' } }), []);
      assert.equal(other.log('t', 0).endOffset, 1);
      // Without, or with a wrong one, it says what to do.
      const bootstrapServers = other.bootstrapServers;
      const missing =
        /^replay\(\): alice logged in by SCRAM-SHA-\d+, which has a nonce .*sasl: \{ users: \{ "alice": '...' \} \}$/;
      await assert.rejects(replay(recording, { bootstrapServers }), isConfigError(missing));
      const wrong = { bootstrapServers, sasl: { users } };
      await assert.rejects(replay(recording, wrong), isConfigError(/refuses a login by SCRAM-SHA-\d+ .*: make the user there with the password in sasl.users$/)); // prettier-ignore
    });
  }

  it('tells a broker that does not know the password that it was proved to know', async () => {
    const users = { alice: 'alice-secret' };
    const recording = await recorded({ users }, (address) =>
      connected(address, (client) => scramLogin(client, 'alice', users.alice)),
    );
    await using other = await start({ users });
    other.control('SaslAuthenticate', async (_request, context) => {
      const answer = await context.forward();
      return answer?.authBytes?.toString().startsWith('v=') === true ? { ...answer, authBytes: Buffer.from('v=AAAA') } : answer; // prettier-ignore
    });
    assert.deepEqual(await told(recording, other, { users }), [['SaslAuthenticate', ['authBytes']]]);
  });

  it('has a login that was refused refused again', async () => {
    const users = { alice: 'alice-secret' };
    const recording = await recorded({ users }, async (address) => {
      await connected(address, (client) => scramLogin(client, 'alice', 'mistaken'));
      await connected(address, (client) => scramLogin(client, 'nobody', 'mistaken'));
      await connected(address, async (client) => {
        await client.request(SaslHandshake, 1, { mechanism: 'PLAIN' });
        await client.request(SaslAuthenticate, 2, { authBytes: Buffer.from('\0alice\0mistaken') });
      });
    });
    const answers = recording.exchanges.map(({ response }) => (response as { errorCode?: number } | null)?.errorCode);
    assert.deepEqual(answers, [0, 0, 58, 0, 58, 0, 58]);
    await using other = await start({ users });
    assert.deepEqual(await told(recording, other, { users }), []);
  });

  it('sends passwords of PLAIN as they were, or as they are given', async () => {
    const recording = await recorded(
      { users: { alice: 'alice-secret' } },
      kafkajs({ mechanism: 'plain', username: 'alice', password: 'alice-secret' }),
    );
    await using same = await start({ users: { alice: 'alice-secret' } });
    assert.deepEqual(await told(recording, same), []);
    await using other = await start({ users: { alice: 'another' } });
    assert.deepEqual(await told(recording, other, { users: { alice: 'another' } }), []);
    await assert.rejects(
      replay(recording, { bootstrapServers: other.bootstrapServers }),
      isConfigError(/refuses a login by PLAIN of the recording \(.*Invalid username or password\): give the password/),
    );
  });

  it('sends tokens of OAUTHBEARER as they were, or as they are made of those', async () => {
    const soon = Math.floor(Date.now() / 1000) + 3600;
    const taken: BrokerSaslOptions = {
      mechanisms: ['OAUTHBEARER'],
      validateToken: (it: string) => ({ principal: it }),
    };
    const old = token('alice', 1_700_000_000);
    const recording = await recorded(taken, (address) =>
      connected(address, async (client) => {
        await client.request(SaslHandshake, 1, { mechanism: 'OAUTHBEARER' });
        await client.request(SaslAuthenticate, 2, { authBytes: Buffer.from(`n,,\x01auth=Bearer ${old}\x01\x01`) });
        await client.request(Metadata, 12, { topics: [] });
      }),
    );
    await using same = await start(taken);
    assert.deepEqual(await told(recording, same), []);
    await using strict = await start({ mechanisms: ['OAUTHBEARER'] });
    const asked: string[] = [];
    const renew = (it: string): Promise<string> => {
      asked.push(it);
      return Promise.resolve(token('alice', soon));
    };
    assert.deepEqual(await told(recording, strict, { token: renew }), []);
    assert.deepEqual(new Set(asked), new Set([old]));
    await assert.rejects(
      replay(recording, { bootstrapServers: strict.bootstrapServers }),
      isConfigError(/refuses a login by OAUTHBEARER .*invalid_token.*: give a token that holds/),
    );
  });

  it('refuses logins of which the tokens are not recorded, and says so', async () => {
    const recording = await recorded({ users: { alice: 'alice-secret' } }, (address) =>
      connected(address, async (client) => {
        await client.request(SaslHandshake, 0, { mechanism: 'PLAIN' });
      }),
    );
    await assert.rejects(
      replay(recording, { bootstrapServers: '127.0.0.1:1' }),
      isConfigError(/connection 0 logged in after SaslHandshake v0, whose tokens are no requests/),
    );
    const quiet = await recorded({ users: { alice: 'alice-secret' } }, () => Promise.resolve());
    await using other = await start({ users: { alice: 'alice-secret' } });
    await assert.rejects(replay(quiet, { bootstrapServers: other.bootstrapServers }), (error) => {
      assert.match((error as Error).message, /did not say which brokers there are: .*where it asks for a login, record clients that log in/); // prettier-ignore
      return error instanceof ConnectionError;
    });
  });
});

function isConfigError(message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.match((error as Error).message, message);
    return error instanceof ConfigError;
  };
}
