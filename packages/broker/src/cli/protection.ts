import { readFileSync } from 'node:fs';
import type { BrokerSaslOptions, BrokerTlsOptions } from '../options/listener-options.ts';
import { SASL_MECHANISMS } from '../security/mechanisms.ts';
import { tlsProblem } from '../options/tls-problem.ts';
import type { CommandLine } from './command-line.ts';
import type { OptionName } from './option-table.ts';
import { UsageError } from './usage-error.ts';

const NEED_A_CERTIFICATE = ['tls-ca', 'tls-passphrase', 'tls-client-auth'] as const;

/** Undefined: listeners are in plain text. @throws UsageError */
export function tlsOf(line: CommandLine): BrokerTlsOptions | undefined {
  const cert = contents(line, 'tls-cert');
  const key = contents(line, 'tls-key');
  if (cert === undefined && key === undefined) {
    const alone = NEED_A_CERTIFICATE.find((name) => line.has(name));
    if (alone !== undefined) throw new UsageError(`--${alone} needs --tls-cert and --tls-key`);
    return undefined;
  }
  if (key === undefined) throw new UsageError('--tls-cert needs --tls-key');
  if (cert === undefined) throw new UsageError('--tls-key needs --tls-cert');
  const ca = contents(line, 'tls-ca');
  const requestCert = line.choice('tls-client-auth', ['none', 'required']) === 'required';
  if (requestCert && ca === undefined) throw new UsageError('--tls-client-auth required needs --tls-ca');
  const passphrase = line.text('tls-passphrase');
  const problem = tlsProblem({ cert, key, ca, passphrase });
  if (problem !== undefined) {
    const { part, why } = problem;
    const file = part === 'passphrase' ? '' : ` ${line.text(`tls-${part}`) ?? ''}:`;
    throw new UsageError(`--tls-${part}${file} ${why}`);
  }
  return {
    cert,
    key,
    requestCert,
    ...(ca === undefined ? {} : { ca }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/** Undefined: anybody may come in. @throws UsageError */
export function saslOf(line: CommandLine): BrokerSaslOptions | undefined {
  const logins = line.texts('sasl');
  const names = line.texts('sasl-mechanism');
  if (logins.length === 0 && names.length === 0) return undefined;
  const mechanisms = names.map((name) => {
    const found = SASL_MECHANISMS.find((each) => each === name.toUpperCase());
    if (found === undefined) {
      throw new UsageError(`--sasl-mechanism: expected one of ${SASL_MECHANISMS.join(', ')}, got "${name}"`);
    }
    return found;
  });
  const users = Object.fromEntries(logins.map(loginOf));
  if (logins.length === 0 && mechanisms.some((name) => name !== 'OAUTHBEARER')) {
    throw new UsageError(`--sasl-mechanism ${names.join(', ')} needs users: --sasl USER:PASSWORD`);
  }
  return { users, ...(mechanisms.length === 0 ? {} : { mechanisms }) };
}

/** Passwords are not shown: command lines end up in logs of builds. */
function loginOf(text: string, index: number): [user: string, password: string] {
  const at = text.indexOf(':');
  if (at < 1 || at === text.length - 1) {
    throw new UsageError(`--sasl: expected USER:PASSWORD, the ${String(index + 1)}. one is not`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function contents(line: CommandLine, name: OptionName): string | undefined {
  const file = line.text(name);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--${name}: ${(error as Error).message}`);
  }
}
