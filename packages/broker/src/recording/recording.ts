import { readFile, writeFile } from 'node:fs/promises';
import type { Exchange, Exchanges } from '../exchanges.ts';
import { exchangeOf, type RecordedExchange } from './recorded-exchange.ts';
import { exchangesIn, linesOf } from './recording-lines.ts';

/** All that clients asked a broker, and what it answered, from `Broker.record()` on. */
export class Recording {
  /** In the order in which they were over. */
  readonly exchanges: readonly RecordedExchange[];
  readonly #stop: () => void;

  /** @internal Use `Broker.record()` or {@link readRecording}. */
  constructor(exchanges: readonly RecordedExchange[], stop: () => void) {
    this.exchanges = exchanges;
    this.#stop = stop;
  }

  /** Nothing more is recorded. */
  stop(): void {
    this.#stop();
  }

  /**
   * Writes a file of JSON lines: first `{ format: 'kafka-exchanges', version: 1 }`, then one for each exchange, with its bytes as
   * base64 and its bodies for who reads it. What clients logged in with is in it.
   */
  async save(path: string | URL): Promise<void> {
    await writeFile(path, [...linesOf(this.exchanges), ''].join('\n'));
  }
}

/** Begins to record. */
export function recordFrom(told: Exchanges): Recording {
  const exchanges: RecordedExchange[] = [];
  const toldBefore = told.told;
  const stop = told.listen((exchange) => exchanges.push(recorded(exchange, toldBefore)));
  return new Recording(exchanges, stop);
}

/** A recording that was saved. @throws ConfigError when it is none; the file system's own error */
export async function readRecording(path: string | URL): Promise<Recording> {
  return new Recording(exchangesIn(await readFile(path, 'utf8'), String(path)), () => undefined);
}

function recorded(exchange: Exchange, toldBefore: number): RecordedExchange {
  const { nodeId, connectionId, startedMs, elapsedMs, requestFrame, responseFrame } = exchange;
  // Those before the recording are not in it.
  const after = Math.max(0, exchange.after - toldBefore);
  const answer = responseFrame === null ? null : Buffer.from(responseFrame.subarray(4));
  // Bodies as clients read them: the broker leaves out fields, and has numbers where these have bigints.
  return exchangeOf({ nodeId, connectionId, after, startedMs, elapsedMs }, Buffer.from(requestFrame), answer);
}
