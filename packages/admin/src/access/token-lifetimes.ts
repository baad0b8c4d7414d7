import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, ExpireDelegationToken, parseOptions, RenewDelegationToken } from '@k/wire';
import type { AdminCalls } from '../calls.ts';

export interface RenewDelegationTokenOptions extends WaitOptions {
  /** How long it shall live from now on, milliseconds. @default as long as the brokers grant at a time */
  readonly renewTimePeriodMs?: number | undefined;
}

export interface ExpireDelegationTokenOptions extends WaitOptions {
  /** After how long it shall end, milliseconds. @default at once */
  readonly expiryTimePeriodMs?: number | undefined;
}

const period = z.int().nonnegative().optional();
const renewOptions = schemaOf<RenewDelegationTokenOptions>()(
  z.strictObject({ ...waitSettings, renewTimePeriodMs: period }),
);
const expireOptions = schemaOf<ExpireDelegationTokenOptions>()(
  z.strictObject({ ...waitSettings, expiryTimePeriodMs: period }),
);
const secret = z.strictObject({
  hmac: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0, 'expected bytes'),
});

export async function renewDelegationToken(
  calls: AdminCalls,
  hmac: Uint8Array,
  options?: RenewDelegationTokenOptions,
): Promise<number> {
  const call = 'renewDelegationToken()';
  const token = parseOptions(`KafkaAdmin: ${call}`, secret, { hmac });
  const { renewTimePeriodMs = -1, ...limits } = parseOptions(`KafkaAdmin: ${call}`, renewOptions, options ?? {});
  const body = { ...token, renewPeriodMs: BigInt(renewTimePeriodMs) };
  return calls.one(calls.deadline(call, limits), 'any', RenewDelegationToken, body, (answer) =>
    expiryOf(RenewDelegationToken.name, answer),
  );
}

export async function expireDelegationToken(
  calls: AdminCalls,
  hmac: Uint8Array,
  options?: ExpireDelegationTokenOptions,
): Promise<number> {
  const call = 'expireDelegationToken()';
  const token = parseOptions(`KafkaAdmin: ${call}`, secret, { hmac });
  const { expiryTimePeriodMs = -1, ...limits } = parseOptions(`KafkaAdmin: ${call}`, expireOptions, options ?? {});
  const body = { ...token, expiryTimePeriodMs: BigInt(expiryTimePeriodMs) };
  return calls.one(calls.deadline(call, limits), 'any', ExpireDelegationToken, body, (answer) =>
    expiryOf(ExpireDelegationToken.name, answer),
  );
}

function expiryOf(
  api: string,
  { errorCode, expiryTimestampMs }: { readonly errorCode: number; readonly expiryTimestampMs: bigint },
): number {
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api });
  return Number(expiryTimestampMs);
}
