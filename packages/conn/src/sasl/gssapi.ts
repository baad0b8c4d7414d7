import { refuse, type SaslContext, type SaslExchange, type SaslMechanism } from './mechanism.ts';

/** As much of the npm package `kerberos` (2 or newer) as is used. Tokens are base64. */
export interface KerberosModule {
  initializeClient(service: string, options: { principal?: string; mechOID?: number }): Promise<KerberosClient>;
  readonly GSS_MECH_OID_KRB5?: number;
}

export interface KerberosClient {
  readonly contextComplete: boolean;
  step(challenge: string): Promise<string>;
  unwrap(challenge: string): Promise<string>;
  wrap(message: string, options?: object): Promise<string>;
}

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
    const guard = async <T>(what: string, step: Promise<T>): Promise<T> => {
      try {
        return await step;
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        throw refuse(this.name, broker, `${what}: ${words}. Is there a valid ticket (klist)?`, error);
      }
    };
    const client = await guard(
      `no Kerberos context for ${serviceName}@${broker.host}`,
      kerberos.initializeClient(`${serviceName}@${broker.host}`, {
        ...(principal === undefined ? {} : { principal }),
        ...(kerberos.GSS_MECH_OID_KRB5 === undefined ? {} : { mechOID: kerberos.GSS_MECH_OID_KRB5 }),
      }),
    );
    let challenge = '';
    do {
      const token = await guard('no ticket for the broker', client.step(challenge));
      challenge = (await exchange(Buffer.from(token, 'base64'))).toString('base64');
    } while (!client.contextComplete);
    const offer = Buffer.from(await guard("the broker's last word", client.unwrap(challenge)), 'base64');
    if (offer.byteLength !== 4 || ((offer[0] as number) & NO_SECURITY_LAYER) === 0) {
      throw refuse(this.name, broker, 'the broker insists on a security layer of SASL; only TLS is used for that here');
    }
    // Our choice, and no size, since nothing will be wrapped (RFC 4752, 3.1).
    const choice = Buffer.from([NO_SECURITY_LAYER, 0, 0, 0, ...Buffer.from(principal ?? '')]).toString('base64');
    const wrapped = await guard('the choice of no security layer', client.wrap(choice));
    await exchange(Buffer.from(wrapped, 'base64'), { isLast: true });
  }

  async #load(broker: SaslContext['broker']): Promise<KerberosModule> {
    const specifier = 'kerberos'; // not a literal in import(): the package is nobody's dependency
    try {
      const loaded = (await import(specifier)) as KerberosModule & { readonly default?: KerberosModule };
      return loaded.default ?? loaded;
    } catch (error) {
      throw refuse(
        this.name,
        broker,
        'it needs the package "kerberos" (npm install kerberos), which does not load',
        error,
      );
    }
  }
}
