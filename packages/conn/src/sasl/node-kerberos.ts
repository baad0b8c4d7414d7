/** As much of the npm package `kerberos` (2 or newer) as is used. Tokens are base64. */
export interface KerberosModule {
  initializeClient(service: string, options: { principal?: string; mechOID?: number }): Promise<KerberosClient>;
  readonly GSS_MECH_OID_KRB5?: number;
}

export interface KerberosClient {
  readonly contextComplete: boolean;
  /** `null` when there is nothing to send, whatever the types of the package say. */
  step(challenge: string): Promise<string | null>;
  unwrap(challenge: string): Promise<string>;
  /**
   * For GSSAPI's last word and nothing else: the package writes the choice of no security layer into the first four
   * bytes itself, and takes whom to act for from `options.user`, not from what follows.
   */
  wrap(message: string, options?: object): Promise<string>;
}

/** Loads the package, which is native and nobody's dependency. */
export async function loadKerberos(): Promise<KerberosModule> {
  const specifier: string = 'kerberos'; // not a literal in import(): neither compilers nor bundlers must look for it
  const loaded = (await import(/* webpackIgnore: true */ specifier)) as KerberosModule & {
    readonly default?: KerberosModule;
  };
  return loaded.default ?? loaded;
}

/** A broker's principal, as the system's library wants to hear it: Windows (SSPI) has a notation of its own. */
export function servicePrincipal(serviceName: string, host: string, platform: string = process.platform): string {
  return `${serviceName}${platform === 'win32' ? '/' : '@'}${host}`;
}
