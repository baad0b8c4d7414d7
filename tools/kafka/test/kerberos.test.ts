import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkKerberos, gssapiLoginModule, gssapiProperties } from '../src/gssapi-listener.ts';
import { MissingPrerequisiteError } from '../src/java.ts';
import { findKerberos, startRealm } from '../src/kerberos-realm.ts';
import { staticJaasFile } from '../src/listeners.ts';

const kerberos = { config: '/r/krb5.conf', principal: 'kafka/127.0.0.1', keyTab: '/r/kafka.keytab' };
const module = 'com.sun.security.auth.module.Krb5LoginModule required';

describe('a listener for GSSAPI', () => {
  it('names key tab and principal in server.properties from 2.0 on', () => {
    const lines = gssapiProperties('4.4.0', ['PLAINTEXT', 'SASL_SSL'], ['PLAIN', 'GSSAPI'], kerberos);
    assert.equal(lines['sasl.kerberos.service.name'], 'kafka');
    assert.equal(lines['sasl.enabled.mechanisms'], 'PLAIN,GSSAPI');
    const login = lines['listener.name.sasl_ssl.gssapi.sasl.jaas.config'] ?? '';
    assert.ok(login.startsWith(module), login);
    assert.ok(login.includes('keyTab="/r/kafka.keytab" principal="kafka/127.0.0.1"'), login);
  });

  it('does so in the JAAS file before, beside the mechanisms that the version has', () => {
    const users = { alice: 'secret' };
    const file = (version: string): string => staticJaasFile(version, users, [gssapiLoginModule(kerberos)]) ?? '';
    assert.match(file('1.1.1'), /PlainLoginModule[^]*Krb5LoginModule/);
    assert.doesNotMatch(file('0.9.0.1'), /PlainLoginModule/);
    const lines = gssapiProperties('1.1.1', ['SASL_PLAINTEXT'], ['GSSAPI'], kerberos);
    assert.ok(!Object.keys(lines).some((name) => name.endsWith('jaas.config')));
  });

  it('can be had from 0.9 on', () => {
    checkKerberos('0.9.0.1');
    assert.throws(() => {
      checkKerberos('0.8.2.2');
    }, /Kafka 0\.8\.2\.2 knows no Kerberos/);
  });
});

describe('a realm', async () => {
  const missing = await findKerberos().then(
    () => undefined,
    (error: unknown) => error,
  );

  it('needs programs, whose packages are named when they are not there', async () => {
    const { PATH } = process.env;
    process.env['PATH'] = '';
    try {
      // What administrators call may be found all the same; kinit is not among it.
      await assert.rejects(findKerberos(), (error: unknown) => {
        assert.ok(error instanceof MissingPrerequisiteError);
        assert.match(error.message, /krb5-kdc/);
        return true;
      });
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('gives tickets as long as its KDC runs, and leaves nothing', async (t) => {
    if (missing !== undefined) {
      t.skip((missing as Error).message);
      return;
    }
    const realm = await startRealm();
    try {
      await realm.addPrincipal('alice');
      assert.ok(await realm.hasTicket(await realm.kinit('alice')));
      const cache = await realm.kinit('alice', { lifetimeSeconds: 1 });
      while (await realm.hasTicket(cache)) await sleep(50);
      await realm.stopKdc();
      await assert.rejects(realm.kinit('alice'), /kinit failed: .*KDC/s);
      await realm.startKdc();
      await realm.kinit('alice');
      assert.match(await readFile(realm.config, 'utf8'), /K\.TEST/);
    } finally {
      await realm.stop();
    }
    assert.ok(!existsSync(realm.dir));
  });
});
