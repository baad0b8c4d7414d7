import { wrongArgument } from '@k/wire';
import { checkMs, type Clock } from '@k/runtime';
import { NO_RESPONSE, type AnyHandler, type Reply, type RequestContext } from '../api/handler.ts';
import { errorCodeOf } from '../control/control-arguments.ts';
import type { ControlContext, Controls } from '../control/control.ts';
import { errorAnswer } from '../control/error-answer.ts';
import type { RequestChannel } from './request-channel.ts';

const OUTCOMES = 'an answer, undefined, "drop", "hang" or "close"';

interface ControlledRequest {
  readonly handler: AnyHandler;
  readonly request: unknown;
  readonly context: RequestContext;
  readonly channel: RequestChannel;
  readonly clock: Clock;
  /** Has the broker handle the request. */
  readonly handle: () => ReturnType<AnyHandler['handle']>;
}

/**
 * Asks the controls of its API, one after the other, what becomes of a request.
 * @returns what is answered; undefined when the connection hangs or is closed
 */
export async function controlledReply(controls: Controls, controlled: ControlledRequest): Promise<Reply<unknown>> {
  const { handler, request, context, channel } = controlled;
  let forwarded: Promise<Reply<unknown>> | undefined;
  const handle = (): Promise<Reply<unknown>> => (forwarded ??= Promise.resolve().then(controlled.handle));
  for (const control of controls.of(context.apiKey) ?? []) {
    if (!control.take(context.nodeId, context.clientId, request)) continue;
    const outcome = await control.fn(request, controlContext(controlled, handle));
    if (channel.isClosed) return undefined;
    if (outcome === undefined) {
      if (forwarded !== undefined) break;
      continue;
    }
    if (outcome === 'close' || (outcome === 'hang' && channel.isOver)) channel.close('closed by a control');
    else if (outcome === 'hang') channel.hang();
    else if (outcome === 'drop') return NO_RESPONSE;
    else if (typeof outcome === 'object' && (outcome as unknown) !== null) return outcome;
    else throw wrongArgument(`control of ${handler.api.name}`, 'outcome', OUTCOMES, outcome);
    return undefined;
  }
  return handle();
}

function controlContext(
  { handler: { api }, request, context, channel, clock }: ControlledRequest,
  handle: () => Promise<Reply<unknown>>,
): ControlContext<unknown> {
  const { nodeId, connection, version, correlationId, clientId } = context;
  return {
    nodeId,
    connectionId: connection.id,
    version,
    correlationId,
    clientId,
    forward: async () => {
      const reply = await handle();
      return typeof reply === 'symbol' ? undefined : reply;
    },
    fail: (error) => errorAnswer(api, version, request, errorCodeOf('control: fail()', error)),
    delay: async (ms) => {
      checkMs('control: delay()', 'ms', ms);
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
    },
    sendRaw: (bytes) => {
      if (!(bytes instanceof Uint8Array)) throw wrongArgument('control: sendRaw()', 'bytes', 'a Uint8Array', bytes);
      channel.write(bytes);
    },
  };
}
