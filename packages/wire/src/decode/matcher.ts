import { apiByKey } from '../envelope.ts';
import { type Asked, decodeResponseFrame, type Frame, type Shown } from './decode.ts';

/** A request that has no response yet. */
interface Open extends Asked {
  readonly timeMs: number | undefined;
}

/** A response with what its request tells. */
export interface Matched {
  readonly shown: Shown;
  /** When the request came. */
  readonly askedMs?: number | undefined;
}

const PRODUCE = 0;

/** More than a client ever leaves open: the oldest have no response in the capture, and are forgotten. */
const MAX_OPEN = 100_000;

/** Knows what each response of a connection is from the requests before it. */
export class Matcher {
  private readonly open = new Map<number, Open[]>();

  /** Takes a request, as {@link decodeRequestFrame} shows it. */
  note({ content }: Frame, { correlationId, version, clientId, body }: Shown, timeMs?: number): void {
    // It cannot be matched; where the requests themselves are shown, they say why.
    if (correlationId === undefined || version === undefined) return;
    const api = apiByKey(content.readInt16BE(0));
    if (api === undefined) return;
    // Who asks for no acknowledgement gets no answer.
    if (api.key === PRODUCE && (body as { acks: number } | undefined)?.acks === 0) return;
    const open = { api, version, timeMs, ...(clientId === undefined ? {} : { clientId }) };
    const same = this.open.get(correlationId);
    if (same !== undefined) same.push(open);
    else this.open.set(correlationId, [open]);
    if (this.open.size > MAX_OPEN) for (const oldest of this.open.keys()) return void this.open.delete(oldest);
  }

  /** Whether a request with this correlation id has no response yet. */
  isOpen(correlationId: number): boolean {
    return this.open.has(correlationId);
  }

  decode(frame: Frame): Matched {
    const { offset, content } = frame;
    const correlationId = content.length < 4 ? undefined : content.readInt32BE(0);
    const asked = correlationId === undefined ? undefined : this.take(correlationId);
    if (asked !== undefined) return { shown: decodeResponseFrame(frame, asked), askedMs: asked.timeMs };
    const id = correlationId === undefined ? {} : { correlationId };
    const message =
      correlationId === undefined
        ? 'too short for a correlation id'
        : `no request has the correlation id ${String(correlationId)}`;
    return { shown: { offset, bytes: content.length, ...id, error: { message, path: '', offset: 0 } } };
  }

  /** Ids come round again in a long capture: the oldest request is answered first. */
  private take(correlationId: number): Open | undefined {
    const same = this.open.get(correlationId);
    const oldest = same?.shift();
    if (same?.length === 0) this.open.delete(correlationId);
    return oldest;
  }
}
