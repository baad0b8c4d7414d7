import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ScramConversation } from '../src/sasl/scram-conversation.ts';

it('RFC 5802, section 5: the example of SCRAM-SHA-1', () => {
  const conversation = new ScramConversation({ hash: 'sha1', username: 'user', nonce: 'fyko+d2lbbFgONRv9qkxdawL' });
  assert.equal(conversation.first(), 'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
  assert.equal(
    conversation.final('r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096', 'pencil'),
    'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
  );
  conversation.verify('v=rmF9pqV8S7suAoZWja4dJRkFsKQ=');
});

it('RFC 7677, section 3: the example of SCRAM-SHA-256', () => {
  const conversation = new ScramConversation({ hash: 'sha256', username: 'user', nonce: 'rOprNGfwEbeRWgbNEkqO' });
  assert.equal(
    conversation.final(
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      'pencil',
    ),
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  );
  assert.throws(() => conversation.verify('e=other-error'), /the broker says: other-error/);
  assert.throws(() => conversation.verify('v=AAAA'), /signature is wrong/);
  conversation.verify('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

it('escapes names, and marks delegation tokens (KIP-48)', () => {
  const conversation = new ScramConversation({ hash: 'sha256', username: 'a=b,c', nonce: 'n', tokenAuth: true });
  assert.equal(conversation.first(), 'n,,n=a=3Db=2Cc,r=n,tokenauth=true');
});

it('refuses an extension that the server insists on', () => {
  const conversation = new ScramConversation({ hash: 'sha256', username: 'user', nonce: 'n' });
  assert.throws(() => conversation.final('m=x,r=nn,s=c2FsdA==,i=4096', 'p'), /extension/);
});
