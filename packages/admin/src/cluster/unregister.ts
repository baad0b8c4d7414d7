import { z, type WaitOptions } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions, UnregisterBroker, UnregisterController } from '@k/wire';
import type { AdminCalls } from '../calls.ts';

const id = z.int().nonnegative();
const broker = z.strictObject({ brokerId: id });
const controller = z.strictObject({ controllerId: id });

export async function unregisterBroker(calls: AdminCalls, brokerId: number, options?: WaitOptions): Promise<void> {
  const call = 'unregisterBroker()';
  const body = parseOptions(`KafkaAdmin: ${call}`, broker, { brokerId });
  const deadline = calls.deadline(call, calls.waitOptions(call, options));
  await calls.one(deadline, 'any', UnregisterBroker, body, ({ errorCode, errorMessage: message }) => {
    if (errorCode === ErrorCode.NONE) return;
    throw errorFor(errorCode, { api: UnregisterBroker.name, broker: brokerId, message });
  });
}

export async function unregisterController(
  calls: AdminCalls,
  controllerId: number,
  options?: WaitOptions,
): Promise<void> {
  const call = 'unregisterController()';
  const body = parseOptions(`KafkaAdmin: ${call}`, controller, { controllerId });
  const deadline = calls.deadline(call, calls.waitOptions(call, options));
  await calls.one(deadline, 'any', UnregisterController, body, ({ errorCode, errorMessage: message }) => {
    if (errorCode === ErrorCode.NONE) return;
    throw errorFor(errorCode, { api: UnregisterController.name, about: `controller ${String(controllerId)}`, message });
  });
}
