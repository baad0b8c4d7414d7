import type { Exchange } from '../exchanges.ts';
import { shownBody } from './shown-body.ts';

/** A request and its answer as the page has them. */
export interface ShownRequest {
  /** Counts up by one. */
  readonly id: number;
  readonly startedMs: number;
  readonly elapsedMs: number;
  readonly nodeId: number;
  readonly connectionId: number;
  readonly clientId: string | null;
  readonly api: string;
  readonly version: number;
  readonly requestBytes: number;
  /** Null: there was no answer. */
  readonly responseBytes: number | null;
  readonly request: unknown;
  readonly response: unknown;
}

/** The last requests of each API that are over: a consumer's polls do not push out what happens once. */
export class RequestLog {
  readonly #byApi = new Map<string, ShownRequest[]>();
  readonly #limit: number;
  #nextId = 1;

  /** @param limit of each API */
  constructor(limit = 100) {
    this.#limit = limit;
  }

  add(exchange: Exchange): void {
    const { apiName: api, requestFrame, responseFrame, request, response, ...facts } = exchange;
    const { startedMs, elapsedMs, nodeId, connectionId, clientId, version } = facts;
    const kept = this.#byApi.get(api) ?? [];
    this.#byApi.set(api, kept);
    kept.push({
      id: this.#nextId++,
      ...{ startedMs, elapsedMs, nodeId, connectionId, clientId, api, version },
      requestBytes: requestFrame.length,
      responseBytes: responseFrame?.length ?? null,
      request: shownBody(request),
      response: shownBody(response),
    });
    if (kept.length > this.#limit) kept.shift();
  }

  /** Those that came after one, oldest first. */
  after(id: number): ShownRequest[] {
    const newer = [...this.#byApi.values()].flatMap((kept) => kept.filter((each) => each.id > id));
    return newer.sort((a, b) => a.id - b.id);
  }
}
