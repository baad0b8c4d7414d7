import { ConnectionError, messageOf } from '@k/wire';
import { formatAddress } from '../address.ts';
import { refuse, type SaslContext, type SaslExchange, type SaslMechanism } from './mechanism.ts';
import { loadKerberos, servicePrincipal, type KerberosModule } from './node-kerberos.ts';

export interface GssapiOptions {
  /** First part of the brokers' principal, `sasl.kerberos.service.name`. @default 'kafka' */
  readonly serviceName?: string | undefined;
  /** The client's own principal; the ticket cache's when left out. */
  readonly principal?: string | undefined;
  /** The module, when it is loaded in another way than by `import('kerberos')`: bundled, or a fake. */
  readonly kerberos?: KerberosModule | undefined;
}

/** The only security layer that Kafka offers and we take: none, since TLS is for that. */
const NO_SECURITY_LAYER = 1;

/** Our choice, no size, since nothing will be wrapped, and nobody to act for but ourselves (RFC 4752, 3.1). */
const CHOICE = Buffer.from([NO_SECURITY_LAYER, 0, 0, 0]).toString('base64');

/**
 * Kerberos (RFC 4752), with the tickets that `kinit` or a key tab left in the system's cache. Needs the npm package
 * `kerberos`, which is native and so not installed along.
 */
export class GssapiMechanism implements SaslMechanism {
  readonly name = 'GSSAPI';
  readonly #options: GssapiOptions;

  constructor(options: GssapiOptions = {}) {
    this.#options = options;
  }

  async authenticate(exchange: SaslExchange, { broker }: SaslContext): Promise<void> {
    const { serviceName = 'kafka', principal } = this.#options;
    const kerberos = this.#options.kerberos ?? (await this.#load(broker));
    const service = servicePrincipal(serviceName, broker.host);
    const guard = async <T>(what: string, step: Promise<T>): Promise<T> => {
      try {
        return await step;
      } catch (error) {
        throw this.#failure(broker, `${what} ${service}`, error);
      }
    };
    const client = await guard(
      'no credentials for',
      kerberos.initializeClient(service, {
        ...(principal === undefined ? {} : { principal }),
        ...(kerberos.GSS_MECH_OID_KRB5 === undefined ? {} : { mechOID: kerberos.GSS_MECH_OID_KRB5 }),
      }),
    );
    let challenge = '';
    do {
      const token = await guard(challenge === '' ? 'no ticket for' : 'no proof from', client.step(challenge));
      challenge = (await exchange(Buffer.from(token ?? '', 'base64'))).toString('base64');
    } while (!client.contextComplete);
    const offer = Buffer.from(await guard('no offer understood of', client.unwrap(challenge)), 'base64');
    if (offer.byteLength !== 4 || ((offer[0] as number) & NO_SECURITY_LAYER) === 0) {
      throw refuse(this.name, broker, 'the broker insists on a security layer of SASL; only TLS is used for that here');
    }
    const wrapped = await guard('no answer wrapped for', client.wrap(CHOICE));
    await exchange(Buffer.from(wrapped, 'base64'), { isLast: true });
  }

  /** What the system's library says has no code, only words: those of MIT or of Heimdal, in English. */
  #failure(address: SaslContext['broker'], what: string, error: unknown): Error {
    const words = messageOf(error);
    if (/(contact|reach) any KDC/.test(words)) {
      const broker = formatAddress(address);
      // Not a refusal: worth another try, as a broker that is away.
      return new ConnectionError(
        `Connection to ${broker}: ${what}: ${words} (is the KDC running, and its address in krb5.conf right?)`,
        { broker, phase: 'authenticating', cause: error },
      );
    }
    return refuse(this.name, address, `${what}: ${words} (${adviceOn(words)})`, error);
  }

  async #load(broker: SaslContext['broker']): Promise<KerberosModule> {
    try {
      return await loadKerberos();
    } catch (error) {
      const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      throw refuse(
        this.name,
        broker,
        `it needs the package "kerberos" (npm install kerberos), which does not load: ${words}`,
        error,
      );
    }
  }
}

/** What to try: the sentence a person at a terminal needs next. */
function adviceOn(words: string): string {
  if (/not found in (the )?Kerberos database|Server .*unknown/i.test(words)) {
    return 'the KDC knows no such service: look at sasl.serviceName, and whether the brokers go by this host name there';
  }
  if (/expired/i.test(words)) return 'the ticket is of the past: run kinit again, or let a client key tab renew it';
  if (/skew/i.test(words)) return "this machine's clock differs too much from the KDC's or the broker's";
  return 'is there a ticket in the cache, and for the right principal? klist shows it, kinit gets one';
}
