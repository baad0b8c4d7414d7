import type { KerberosModule } from '../../src/sasl/node-kerberos.ts';
import type { TokenServer } from './sasl-broker.ts';

const text = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');
const base64 = (plain: string): string => Buffer.from(plain, 'latin1').toString('base64');

/**
 * The package `kerberos` 7.0.0 as it behaved towards a KDC of MIT's and Kafka 4.3.1: base64 in and out, a token in the
 * first step, `null` and completion in the second, and a `wrap` that drops all but the first four bytes.
 */
export function fakeKerberos(calls: string[] = []): KerberosModule {
  return {
    initializeClient: (service, options) => {
      calls.push(`${service} ${options.principal ?? ''}`);
      let steps = 0;
      return Promise.resolve({
        get contextComplete() {
          return steps === 2;
        },
        step: (challenge: string) => {
          calls.push(`step ${text(challenge)}`);
          return Promise.resolve(++steps === 1 ? base64('ticket') : null);
        },
        unwrap: (challenge: string) => Promise.resolve(base64(text(challenge).replace('wrapped:', ''))),
        wrap: (message: string) => Promise.resolve(base64(`wrapped:\x01${text(message).slice(1, 4)}`)),
      });
    },
  };
}

/** A module whose every context fails in its first step, in the words of the system's library. */
export function failingKerberos(words: string): KerberosModule {
  const module = fakeKerberos();
  return {
    initializeClient: async (service, options) => {
      const client = await module.initializeClient(service, options);
      return Object.assign(client, { step: () => Promise.reject(new Error(words)) });
    },
  };
}

/** The broker's side: its proof, its offer of security layers, and nothing. `tokens` gets what came. */
export const gssapiServer = (tokens: string[] = [], offer = '\x07\0\xff\xff') => {
  const answers = ['proof', `wrapped:${offer}`, ''].map((answer) => Buffer.from(answer, 'latin1'));
  return (): TokenServer => (token) => {
    tokens.push(token.toString('latin1'));
    return answers[(tokens.length - 1) % answers.length] ?? '';
  };
};
