import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '@k/cluster';
import { atLeast } from '@k/tool-kafka';
import { ConnectionError, CreateDelegationToken } from '@k/wire';
import { authenticationErrorIn, comesIn, turnedAway, worksInAGroup } from '../entering.ts';
import { ANOTHER_SERVICE, type KerberosTarget } from '../kerberos-target.ts';
import { PATIENCE_MS } from '../lab.ts';
import { PlainClient } from '../plain-client.ts';
import { worksBeyondItsSession } from './renewal.ts';

type Environment = Readonly<Record<`KRB5${string}`, string>>;

export function kerberos(target: () => KerberosTarget, version: string): void {
  /** Runs a test as a process with these variables would; Kerberos reads them anew for every context. */
  async function within<T>(environment: Environment, work: () => Promise<T>): Promise<T> {
    const all = { KRB5_CONFIG: target().realm.config, KRB5CCNAME: nowhere(), ...environment };
    const before = Object.keys(all).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, all);
    try {
      return await work();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  }
  const nowhere = (): string => `FILE:${path.join(target().realm.dir, 'no-such-cache')}`;
  const keyTabOf = (principal: string): string => path.join(target().realm.dir, `${principal}.keytab`);
  const withTicket = async (work: () => Promise<void>): Promise<void> => {
    await within({ KRB5CCNAME: await target().realm.kinit('alice') }, work);
  };
  /** The cache of a ticket whose time is over. */
  async function expiredTicket(): Promise<string> {
    const { realm } = target();
    const cache = await realm.kinit('alice', { lifetimeSeconds: 1 });
    while (await realm.hasTicket(cache)) await sleep(50);
    return cache;
  }

  describe('GSSAPI', () => {
    it('lets in who has a ticket', async () => {
      await withTicket(() => comesIn(target().options()));
    });

    it('lets in the principal that is named, when it is the one with the ticket', async () => {
      await withTicket(async () => {
        await comesIn(target().options({ principal: `alice@${target().realm.name}` }));
        const error = authenticationErrorIn(await turnedAway(target().options({ principal: 'bob' })));
        assert.match(error.message, /bob@.*klist/);
      });
    });

    it('gets its own ticket from a client key tab, with none in the cache or one that has expired', async () => {
      const KRB5_CLIENT_KTNAME = keyTabOf('alice');
      await within({ KRB5_CLIENT_KTNAME, KRB5CCNAME: 'MEMORY:key-tab' }, () => comesIn(target().options()));
      const KRB5CCNAME = await expiredTicket();
      await within({ KRB5_CLIENT_KTNAME, KRB5CCNAME }, () => comesIn(target().options()));
    });

    it('turns away who has no ticket', async () => {
      await within({}, async () => {
        const error = authenticationErrorIn(await turnedAway(target().options()));
        assert.equal(error.mechanism, 'GSSAPI');
        assert.match(error.message, /no ticket for kafka@127\.0\.0\.1: .*credentials.*kinit/);
      });
    });

    it('turns away whose ticket has expired', async () => {
      await within({ KRB5CCNAME: await expiredTicket() }, async () => {
        const error = authenticationErrorIn(await turnedAway(target().options()));
        assert.match(error.message, /expired.*kinit again/);
      });
    });

    it('turns away who asks for a service that the KDC does not know', async () => {
      await withTicket(async () => {
        const error = authenticationErrorIn(await turnedAway(target().options({ serviceName: 'nosuch' })));
        assert.match(error.message, /nosuch\/127\.0\.0\.1.*not found.*sasl\.serviceName/);
      });
    });

    it('turns away who shows the ticket for another service', async () => {
      await withTicket(async () => {
        const error = authenticationErrorIn(await turnedAway(target().options({ serviceName: ANOTHER_SERVICE })));
        assert.match(error.message, atLeast(version, '1.0') ? /invalid credentials/ : /hung up.*key tab/);
      });
    });

    it('tries again while the KDC is away, and comes in when it is back', async () => {
      await withTicket(async () => {
        const { realm } = target();
        await realm.stopKdc();
        const clientId = `patient-${Date.now().toString(36)}`;
        await using cluster = new Cluster({ ...target().options(), clientId });
        const failed = failedAuthentication(clientId);
        const connected = cluster.connect({ timeoutMs: PATIENCE_MS });
        try {
          const error = await Promise.race([failed, connected]);
          assert.ok(error instanceof ConnectionError, String(error));
          assert.match(error.message, /any KDC/);
        } finally {
          await realm.startKdc();
        }
        await connected;
      });
    });

    it('does not wait for a silent KDC for longer than a connection may take', async () => {
      const { realm } = target();
      const KRB5CCNAME = await realm.kinit('alice');
      const sockets: net.Socket[] = [];
      let givenUp = 0;
      const silent = net.createServer((socket) => {
        sockets.push(socket.resume().on('end', () => (givenUp += 1)));
      });
      silent.listen(0, '127.0.0.1');
      await once(silent, 'listening');
      try {
        const { port } = silent.address() as net.AddressInfo;
        const KRB5_CONFIG = path.join(realm.dir, 'silent.conf');
        const config = await readFile(realm.config, 'utf8');
        await writeFile(KRB5_CONFIG, config.replace(/^ +kdc = .*/m, `    kdc = 127.0.0.1:${port}`));
        await within({ KRB5CCNAME, KRB5_CONFIG }, async () => {
          const error = await turnedAway({ ...target().options(), connectionSetupTimeoutMs: 300 });
          assert.match(error.message, /connectionSetupTimeoutMs\), still authenticating/);
        });
        assert.deepEqual([sockets.length, givenUp], [1, 0], 'the library has not given up before');
      } finally {
        silent.close();
        // Lets the library give up as well.
        for (const socket of sockets) socket.destroy();
      }
    });

    const skipBefore = (from: string, why: string): { skip: string | false } => ({
      skip: atLeast(version, from) ? false : `${why} came with Kafka ${from}`,
    });

    it('is known to the broker as alice', skipBefore('3.6', 'delegation tokens without ZooKeeper'), async () => {
      await withTicket(async () => {
        await using client = new PlainClient(target().options());
        const response = await client.cluster.request('controller', CreateDelegationToken, {});
        assert.equal(response.errorCode, 0);
        assert.deepEqual([response.principalType, response.principalName], ['User', 'alice']);
      });
    });

    it('is renewed on the same connection (KIP-368)', skipBefore('2.2', 'sessions'), async () => {
      await withTicket(() => worksBeyondItsSession(target().options()));
    });

    it('serves producers and groups of consumers', skipBefore('0.11', 'record batches'), async () => {
      await withTicket(() => worksInAGroup(target().options()));
    });
  });
}

/** Of the next authentication by this client that fails. */
function failedAuthentication(clientId: string): Promise<unknown> {
  const channel = '@k/cluster:authenticate';
  return new Promise((resolve) => {
    const look = (event: unknown): void => {
      const { clientId: of, error } = event as { clientId?: string; error?: unknown };
      if (of !== clientId || error === undefined) return;
      unsubscribe(channel, look);
      resolve(error);
    };
    subscribe(channel, look);
  });
}
