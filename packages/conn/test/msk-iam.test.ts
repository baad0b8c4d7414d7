import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Heartbeat } from '@k/wire';
import { BrokerConnection } from '../src/broker-connection.ts';
import { MskIamMechanism, signingKey } from './support/msk-iam.ts';
import { startSaslBroker } from './support/sasl-broker.ts';
import { recordedPlace } from './support/recorded-place.ts';

/** The example pair of Amazon's documentation. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

it('the signing key is that of the example in Amazon’s documentation of Signature Version 4', () => {
  assert.equal(
    signingKey(SECRET, '20150830', 'us-east-1', 'iam').toString('hex'),
    'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
  );
});

it('a mechanism of one’s own: the example of docs/security.md authenticates', async () => {
  const place = recordedPlace();
  let payload: Record<string, string> = {};
  const server = (): ((token: Buffer) => string) => (token) => {
    payload = JSON.parse(token.toString()) as Record<string, string>;
    return '{"version":"2020_10_22","request-id":"1"}';
  };
  const broker = await startSaslBroker(place, { AWS_MSK_IAM: server });
  const credentials = () =>
    Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: 's/+' });
  const sasl = new MskIamMechanism({ region: 'eu-west-1', credentials });
  await using connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime, sasl });
  await connection.request(Heartbeat, { groupId: 'g' });
  assert.equal(payload['action'], 'kafka-cluster:Connect');
  assert.equal(payload['host'], broker.host);
  assert.equal(payload['x-amz-credential'], 'AKIDEXAMPLE/20240101/eu-west-1/kafka-cluster/aws4_request');
  assert.equal(payload['x-amz-security-token'], 's/+');
  assert.match(payload['x-amz-signature'] ?? '', /^[0-9a-f]{64}$/);
  await broker.close();
});
