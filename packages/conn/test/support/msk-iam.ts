import { createHash, createHmac } from 'node:crypto';
import type { SaslContext, SaslExchange, SaslMechanism } from '@k/conn';

/** What `@aws-sdk/credential-providers` give. */
interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** RFC 3986, as Signature Version 4 wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The key of Signature Version 4 for one day, region and service. */
export function signingKey(secret: string, day: string, region: string, service: string): Buffer {
  return [region, service, 'aws4_request'].reduce((key, part) => hmac(key, part), hmac(`AWS4${secret}`, day));
}

/** `AWS_MSK_IAM`: one token, a signed request for kafka-cluster:Connect. The answer says nothing but that it is good. */
export class MskIamMechanism implements SaslMechanism {
  readonly name = 'AWS_MSK_IAM';
  readonly #region: string;
  readonly #credentials: () => Promise<AwsCredentials>;

  constructor(options: { readonly region: string; readonly credentials: () => Promise<AwsCredentials> }) {
    this.#region = options.region;
    this.#credentials = options.credentials;
  }

  async authenticate(exchange: SaslExchange, { broker, clock }: SaslContext): Promise<void> {
    const { accessKeyId, secretAccessKey, sessionToken } = await this.#credentials();
    const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const day = time.slice(0, 8);
    const scope = `${day}/${this.#region}/kafka-cluster/aws4_request`;
    const fields: Record<string, string> = {
      Action: 'kafka-cluster:Connect',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyId}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': '900',
      ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
      'X-Amz-SignedHeaders': 'host',
    };
    const query = Object.entries(fields).map(([name, value]) => `${encode(name)}=${encode(value)}`);
    const request = ['GET', '/', query.join('&'), `host:${broker.host}`, '', 'host', sha256('')].join('\n');
    const text = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n');
    const signature = hmac(signingKey(secretAccessKey, day, this.#region, 'kafka-cluster'), text).toString('hex');
    const payload = {
      version: '2020_10_22',
      host: broker.host,
      'user-agent': 'k-typescript',
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value])),
      'x-amz-signature': signature,
    };
    await exchange(Buffer.from(JSON.stringify(payload)));
  }
}
