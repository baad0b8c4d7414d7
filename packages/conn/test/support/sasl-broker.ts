import { ErrorCode, Heartbeat, SaslAuthenticate, SaslHandshake } from '@k/wire';
import { FakeBroker, type Place } from '@k/testing';

/** What one connection's authentication says to each token: the answer, or a refusal in words. */
export type TokenServer = (token: Buffer) => string | Buffer | { readonly refusal: string };

/** A broker with a SASL listener: `offer` makes the server's side of a mechanism for each authentication. */
export async function startSaslBroker(
  place: Place,
  mechanisms: Readonly<Record<string, () => TokenServer>>,
  options: { readonly sessionLifetimeMs?: number; readonly host?: string } = {},
): Promise<FakeBroker & { readonly handshakes: string[] }> {
  const broker = await FakeBroker.start(
    place,
    [Heartbeat, SaslHandshake, SaslAuthenticate],
    options.host === undefined ? {} : { host: options.host },
  );
  const handshakes: string[] = [];
  const servers = new Map<unknown, TokenServer>();
  broker.on(SaslHandshake, ({ body, peer }) => {
    handshakes.push(body.mechanism);
    const make = mechanisms[body.mechanism];
    if (make === undefined) {
      return { errorCode: ErrorCode.UNSUPPORTED_SASL_MECHANISM, mechanisms: Object.keys(mechanisms) };
    }
    servers.set(peer, make());
    return { mechanisms: Object.keys(mechanisms) };
  });
  broker.on(SaslAuthenticate, ({ body, peer }) => {
    const answer = servers.get(peer)?.(body.authBytes) ?? { refusal: 'no handshake' };
    if (typeof answer === 'object' && 'refusal' in answer) {
      return { errorCode: ErrorCode.SASL_AUTHENTICATION_FAILED, errorMessage: answer.refusal };
    }
    return { authBytes: Buffer.from(answer as Buffer), sessionLifetimeMs: BigInt(options.sessionLifetimeMs ?? 0) };
  });
  broker.on(Heartbeat, () => ({}));
  return Object.assign(broker, { handshakes });
}

/** PLAIN that knows alice. */
export const plainServer =
  (password = 'alice-secret') =>
  (): TokenServer =>
  (token) =>
    token.equals(Buffer.from(`\0alice\0${password}`))
      ? ''
      : { refusal: 'Authentication failed: Invalid username or password' };
