import { Channel } from '@k/cluster';
import { waitSettings, z } from '@k/runtime';

// What calls of SimpleClient take as their last argument.

const INT32 = 2 ** 31 - 1;
const ms = z.number().int().min(0).max(INT32).optional();

export const loadOptions = z.strictObject({ ignoreLeaderNotAvailable: z.boolean().optional() });

export const ensureOptions = z.strictObject({ timeoutMs: waitSettings.timeoutMs });

const sending = {
  failOnError: z.boolean().optional(),
  callback: z.custom<(response: never) => never>((it) => typeof it === 'function', 'expected a function').optional(),
};

export const sendOptions = z.strictObject(sending);

export const offsetStorage = z.enum(['kafka', 'zookeeper'], "expected 'kafka' or 'zookeeper'");

export const offsetOptions = z.strictObject({ ...sending, offsetStorage: offsetStorage.optional() });

export const produceOptions = z.strictObject({
  ...sending,
  acks: z.union([z.literal(-1), z.literal(0), z.literal(1)], 'expected 0, 1 or -1').optional(),
  timeoutMs: ms,
});

export const fetchOptions = z.strictObject({
  ...sending,
  maxWaitMs: ms,
  minBytes: z.number().int().min(0).max(INT32).optional(),
  channel: z.instanceof(Channel, { message: 'expected a channel of the cluster' }).optional(),
});
