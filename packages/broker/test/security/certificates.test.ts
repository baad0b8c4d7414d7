import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateAcls, CreateDelegationToken, ErrorCode, Metadata, SaslAuthenticate, SaslHandshake } from '@k/wire';
import { createBroker, type Broker, type BrokerOptions } from '../../src/index.ts';
import { certificateName } from '../../src/security/tls/certificate-name.ts';
import { readMappingRules } from '../../src/security/tls/principal-mapping.ts';
import { aclOf } from '../access/support.ts';
import { FrameClient } from '../support/frame-client.ts';

interface Recorded {
  readonly certificates: readonly { readonly name: string; readonly der: string }[];
}

describe('the name of a certificate', () => {
  const url = new URL('../../../test/fixtures/certificate-names.json', import.meta.url);
  const { certificates } = JSON.parse(readFileSync(url, 'utf8')) as Recorded;
  for (const { name, der } of certificates) {
    it(`is what Java says: ${name}`, () => {
      assert.equal(certificateName(Buffer.from(der, 'base64')), name);
    });
  }

  it('is not read from what is none', () => {
    const [first] = certificates;
    const der = Buffer.from(first?.der ?? '', 'base64');
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      der.subarray(0, 100),
      Buffer.from([0x30, 0x80, 0, 0]),
    ]) {
      assert.throws(() => certificateName(bytes), Error, bytes.toString('hex'));
    }
  });
});

describe('ssl.principal.mapping.rules', () => {
  // The examples of Kafka's documentation and of KIP-371.
  const rules = `
    RULE:^CN=(.*?),OU=ServiceUsers.*$/$1/,
    RULE:^CN=(.*?),OU=(.*?),O=(.*?),L=(.*?),ST=(.*?),C=(.*?)$/$1@$2/L,
    RULE:^cn=(.*?),ou=(.*?),dc=(.*?),dc=(.*?)$/$1@$2/U,
    RULE:^.*[Cc][Nn]=([a-zA-Z0-9.]*).*$/$1/U,
    DEFAULT`;

  it('are tried one after the other', () => {
    const map = readMappingRules(rules);
    assert.equal(map('CN=Duke,OU=ServiceUsers,O=Org,C=US'), 'Duke');
    assert.equal(map('CN=Duke,OU=SME,O=mycp,L=Fulton,ST=MD,C=US'), 'duke@sme');
    assert.equal(map('cn=duke,ou=sme,dc=mycp,dc=com'), 'DUKE@SME');
    assert.equal(map('cN=duke,OU=JavaSoft,O=Sun Microsystems'), 'DUKE');
    assert.equal(map('OU=JavaSoft,O=Sun Microsystems,C=US'), 'OU=JavaSoft,O=Sun Microsystems,C=US');
  });

  it('leave out whom none is for', () => {
    assert.equal(readMappingRules('RULE:^CN=(.*)$/$1/')('O=x'), undefined);
    assert.equal(readMappingRules()('O=x'), 'O=x');
  });

  it('replace as Java does', () => {
    const mapped = (rule: string): string | undefined => readMappingRules(rule)('CN=a');
    assert.equal(mapped('RULE:^CN=(.)$/$2-$0/'), '$2-CN=a');
    assert.equal(mapped('RULE:^CN=(.)$/\\$1/'), '$1');
    assert.equal(mapped('RULE:.*/x/'), 'xx', 'the empty end matches too');
    assert.equal(mapped('RULE:^CN=(b)?.$/[$1]/'), '[]');
  });

  it('are refused where they cannot be read', async () => {
    const pem = (name: string): string =>
      readFileSync(new URL(`../../../test/fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
    const tls = { key: pem('key'), cert: pem('cert') };
    for (const principalMappingRules of ['DEFAULTS', 'RULE:^CN=(.*)$/$1', 'RULE:^CN=((.*)$/$1/', 'DEFAULT, RULE:x']) {
      const options: BrokerOptions = { listeners: [{ tls: { ...tls, principalMappingRules } }] };
      await assert.rejects(
        createBroker(options),
        /principalMappingRules": (invalid rule: `|invalid regular expression)/,
      );
    }
  });
});

const missing = spawnSync('openssl', ['version']).status !== 0;
if (missing && process.env['CI'] === 'true') throw new Error('under CI this has to run: openssl is missing');

describe('a client certificate', { skip: missing ? 'openssl is missing' : false }, () => {
  let directory: string;
  const pem = (name: string): Buffer => readFileSync(path.join(directory, name));
  const subjects = { server: '/CN=server', alice: '/C=US/O=Example/OU=Engineering/CN=alice', nobody: '/O=Nobody' };
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'k-broker-certificates-'));
    for (const [name, subject] of Object.entries(subjects)) {
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
      const args = ['req', '-x509', ...key, '-out', `${name}.pem`, '-days', '2', '-subj', subject];
      execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
    }
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  async function start(more: { principalMappingRules?: string } = {}): Promise<Broker> {
    const tls = { key: pem('server.key'), cert: pem('server.pem') };
    const ca = Buffer.concat([pem('alice.pem'), pem('nobody.pem')]);
    const broker = await createBroker({
      authorizer: { superUsers: ['User:ANONYMOUS'] },
      delegationTokens: {},
      listeners: [
        { name: 'PLAIN' },
        { name: 'MUTUAL', tls: { ...tls, ca, requestCert: true, ...more } },
        { name: 'SASL', tls: { ...tls, ca, requestCert: true }, sasl: { users: { bob: 'bob-secret' } } },
      ],
    });
    broker.createTopic('t');
    return broker;
  }

  function comeIn(broker: Broker, listener: string, name: keyof typeof subjects): Promise<FrameClient> {
    const own = { key: pem(`${name}.key`), cert: pem(`${name}.pem`) };
    return FrameClient.to(broker.bootstrapServersOf(listener)[0], { ...own, rejectUnauthorized: false });
  }

  async function errorOfTopic(client: FrameClient): Promise<number | undefined> {
    const { topics } = await client.request(Metadata, 1, { topics: [{ name: 't' }] });
    return topics[0]?.errorCode;
  }

  async function allow(broker: Broker, principal: string): Promise<void> {
    const admin = await FrameClient.to(broker.bootstrapServersOf('PLAIN')[0]);
    const { patternType, ...acl } = aclOf('DESCRIBE', 't', { principal });
    const creations = [{ ...acl, resourcePatternType: patternType }];
    assert.equal((await admin.request(CreateAcls, 1, { creations })).results[0]?.errorCode, ErrorCode.NONE);
    admin.close();
  }

  it('is who its client is, for ACLs, tokens and those who look', async () => {
    await using broker = await start();
    const client = await comeIn(broker, 'MUTUAL', 'alice');
    const principal = 'CN=alice,OU=Engineering,O=Example,C=US';
    assert.equal(await errorOfTopic(client), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    await allow(broker, 'User:CN=alice');
    assert.equal(await errorOfTopic(client), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    await allow(broker, `User:${principal}`);
    assert.equal(await errorOfTopic(client), ErrorCode.NONE);
    assert.equal(broker.connections.find(({ listener }) => listener === 'MUTUAL')?.principal, principal);
    const token = await client.request(CreateDelegationToken, 1, { renewers: [], maxLifetimeMs: -1n });
    assert.equal(token.errorCode, ErrorCode.NONE);
    assert.equal(token.principalName, principal);
    client.close();
  });

  it('is called what the rules make of it, and turned away when none is for it', async () => {
    await using broker = await start({ principalMappingRules: 'RULE:^CN=(.*?),.*$/$1/U' });
    const reasons: string[] = [];
    broker.observe((event) => {
      if (event.type === 'disconnect') reasons.push(event.reason);
    });
    await allow(broker, 'User:ALICE');
    const client = await comeIn(broker, 'MUTUAL', 'alice');
    assert.equal(await errorOfTopic(client), ErrorCode.NONE);
    client.close();
    const stranger = await comeIn(broker, 'MUTUAL', 'nobody');
    await stranger.closed;
    assert.ok(
      reasons.includes('no rule of principalMappingRules is for the certificate of O=Nobody'),
      reasons.join('\n'),
    );
  });

  it('does not count where its client says by SASL who it is', async () => {
    await using broker = await start();
    await allow(broker, 'User:bob');
    const client = await comeIn(broker, 'SASL', 'alice');
    await client.request(SaslHandshake, 1, { mechanism: 'PLAIN' });
    const authBytes = Buffer.from('\0bob\0bob-secret');
    assert.equal((await client.request(SaslAuthenticate, 1, { authBytes })).errorCode, ErrorCode.NONE);
    assert.equal(await errorOfTopic(client), ErrorCode.NONE);
    assert.equal(broker.connections.find(({ listener }) => listener === 'SASL')?.principal, 'bob');
    client.close();
  });
});
