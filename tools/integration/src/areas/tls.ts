import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConnectionError } from '@k/wire';
import { authenticationErrorIn, comesIn, turnedAway } from '../entering.ts';
import { lacks } from '../needs.ts';
import type { GetSecureTarget } from '../secure-target.ts';

export function tlsListeners(target: GetSecureTarget): void {
  describe('TLS', () => {
    it('carries everything to who trusts the broker’s authority', async () => {
      await comesIn({ bootstrapServers: target().addresses('SSL'), ssl: { ca: target().certificates.ca } });
    });

    it('asks for certificates anew where a function gives them', async () => {
      const { ca } = target().certificates;
      let asked = 0;
      await comesIn({
        bootstrapServers: target().addresses('SSL'),
        ssl: () => {
          asked += 1;
          return Promise.resolve({ ca });
        },
      });
      assert.ok(asked >= 1);
    });

    it('lets in who shows a certificate where one is required, with an open key or a locked one', async (t) => {
      if (lacks(target(), t, { listener: 'MTLS' })) return;
      const { ca, clientCert, clientKey, clientKeyEncrypted, passphrase } = target().certificates;
      const bootstrapServers = target().addresses('MTLS');
      await comesIn({ bootstrapServers, ssl: { ca, cert: clientCert, key: clientKey } });
      await comesIn({ bootstrapServers, ssl: { ca, cert: clientCert, key: clientKeyEncrypted, passphrase } });
    });

    it('turns away who shows no certificate, or one of a stranger', async (t) => {
      if (lacks(target(), t, { listener: 'MTLS' })) return;
      const { ca, strangerCert, strangerKey } = target().certificates;
      const bootstrapServers = target().addresses('MTLS');
      assertRefused(await turnedAway({ bootstrapServers, ssl: { ca } }));
      const stranger = { ca, cert: strangerCert, key: strangerKey };
      assertRefused(await turnedAway({ bootstrapServers, ssl: stranger }, [strangerKey]));
    });

    it('is left by who does not know the broker’s authority', async () => {
      const bootstrapServers = target().addresses('SSL');
      for (const ssl of [true, { ca: target().certificates.strangerCa }]) {
        assert.match(authenticationErrorIn(await turnedAway({ bootstrapServers, ssl })).message, /ssl\.ca/);
      }
    });

    it('is left when the certificate is for another host, unless that is not looked at', async () => {
      const { ca } = target().certificates;
      const bootstrapServers = target().addresses('SSL');
      const elsewhere = { ca, servername: 'elsewhere.example' };
      const error = await turnedAway({ bootstrapServers, ssl: elsewhere });
      assert.match(authenticationErrorIn(error).message, /another host name/);
      await comesIn({ bootstrapServers, ssl: { ...elsewhere, checkServerIdentity: false } });
    });

    it('says so when one side speaks TLS and the other does not', async () => {
      const { ca } = target().certificates;
      const toPlaintext = await turnedAway({ bootstrapServers: target().addresses('PLAINTEXT'), ssl: { ca } });
      assert.ok(toPlaintext instanceof ConnectionError);
      assert.match(toPlaintext.message, /plaintext port/);
      const toTls = await turnedAway({ bootstrapServers: target().addresses('SSL') });
      assert.ok(toTls instanceof ConnectionError);
      assert.match(toTls.message, /TLS/);
    });
  });
}

function assertRefused(error: Error): void {
  // A server of Node's hangs up without an alert; Java sends its alert in the clear at times, which OpenSSL cannot read.
  const isUnexplained = error instanceof ConnectionError && /client certificate|bad record mac/.test(error.message);
  if (!isUnexplained) assert.match(authenticationErrorIn(error).message, /certificate/);
}
