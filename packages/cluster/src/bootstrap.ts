import type { Random } from '@k/runtime';
import { formatAddress, type BrokerAddress } from '@k/conn';
import {
  AuthenticationError,
  ConfigError,
  ErrorCode,
  KafkaError,
  NoBrokersAvailableError,
  ProtocolError,
  messageOf,
} from '@k/wire';

const DEFAULT_PORT = 9092;

/**
 * The addresses in `bootstrapServers`: 'host:port', '[::1]:port', a port left out is 9092; several separated by commas.
 * @throws ConfigError that names the entry it cannot read.
 */
export function parseBootstrapServers(subject: string, servers: string | readonly string[]): BrokerAddress[] {
  const entries = (typeof servers === 'string' ? [servers] : servers).flatMap((each) => each.split(','));
  const addresses = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  if (addresses.length === 0) throw wrong(subject, 'at least one "host:port"', String(servers));
  return addresses.map((entry) => parseAddress(subject, entry));
}

function parseAddress(subject: string, entry: string): BrokerAddress {
  // A listener name as brokers print it ("PLAINTEXT://host:9092") is understood; what it says is not ours to decide.
  const match = /^(?:PLAINTEXT:\/\/)?(?:\[([0-9a-fA-F:.%\w]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/.exec(entry);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    const [, protocol] = /^(SSL|SASL_PLAINTEXT|SASL_SSL):\/\//.exec(entry) ?? [];
    const hint =
      protocol === undefined ? 'with a port from 1 to 65535' : `alone: the options ssl and sasl say ${protocol}`;
    throw wrong(subject, `"host:port" ${hint}`, entry);
  }
  return { host, port };
}

function wrong(subject: string, expected: string, got: string): ConfigError {
  const message = `option "bootstrapServers": expected ${expected}, got ${JSON.stringify(got)}`;
  return new ConfigError(`${subject}: ${message}`, [{ option: 'bootstrapServers', message }]);
}

/** A random order, so that a thousand clients do not all begin with the first host (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** Everyone was asked and nobody answered: one error with a line per broker. */
export function unreachable(
  what: string,
  failures: readonly { readonly address: BrokerAddress; readonly error: unknown }[],
): Error {
  // A refusal that no retry mends (wrong password, no common version) is the error itself: what may pass is not named then.
  const final = failures.find(({ error }) => KafkaError.is(error) && !error.retriable && !isRebootstrap(error));
  if (final !== undefined) return final.error as Error;
  const lines = failures.map(({ address, error }) => {
    const name = formatAddress(address);
    const text = messageOf(error);
    return text.includes(name) ? text : `${name}: ${text}`;
  });
  const errors = failures.map(({ error }) => error);
  return new NoBrokersAvailableError(`${what}: no broker could be reached. ${lines.join('; ')}`, {
    broker: failures.map(({ address }) => formatAddress(address)).join(','),
    phase: 'bootstrap',
    cause: errors.length === 1 ? errors[0] : new AggregateError(errors, lines.join('; ')),
  });
}

/** KIP-1102: the broker asks for a new bootstrap. The error is final for this broker, not for the cluster. */
export function isRebootstrap(error: KafkaError): boolean {
  return error instanceof ProtocolError && error.code === ErrorCode.REBOOTSTRAP_REQUIRED;
}

/** Other brokers are not tried: they would refuse the same password, and each try counts towards a lock of the account. */
export function isWrongPassword(error: KafkaError): boolean {
  const { cause } = error;
  return (
    error instanceof AuthenticationError &&
    cause instanceof ProtocolError &&
    cause.code === ErrorCode.SASL_AUTHENTICATION_FAILED
  );
}
