import { ConfigError, messageOf } from '@k/wire';
import { exchangeOf, type ExchangeFacts, type RecordedExchange } from './recorded-exchange.ts';

const FORMAT = 'kafka-exchanges';
const VERSION = 1;

/** One line of JSON for each exchange, behind one that says what it is. Bytes are base64; the bodies are there for who reads it. */
export function* linesOf(exchanges: readonly RecordedExchange[]): Generator<string> {
  yield JSON.stringify({ format: FORMAT, version: VERSION });
  for (const exchange of exchanges) {
    const { requestFrame, responseFrame, request, response, ...facts } = exchange;
    yield JSON.stringify({
      ...facts,
      requestFrame: requestFrame.toString('base64'),
      responseFrame: responseFrame?.toString('base64') ?? null,
      request: readable(request),
      response: readable(response),
    });
  }
}

/** @param name of the file, for messages @throws ConfigError */
export function exchangesIn(text: string, name: string): RecordedExchange[] {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const { format, version } = parsed(head, name, 1) as { format?: unknown; version?: unknown };
  if (format !== FORMAT || version !== VERSION) {
    throw new ConfigError(`${name}: expected a recording of version ${String(VERSION)}, as save() writes it`);
  }
  return lines.map((line, index) => exchangeIn(parsed(line, name, index + 2), name, index + 2));
}

function exchangeIn(line: object, name: string, number: number): RecordedExchange {
  const { requestFrame, responseFrame, ...facts } = line as ExchangeFacts &
    Record<'requestFrame' | 'responseFrame', unknown>;
  const { nodeId, connectionId, after, startedMs, elapsedMs } = facts;
  const numbers = [nodeId, connectionId, after, startedMs, elapsedMs];
  try {
    if (typeof requestFrame !== 'string' || !numbers.every((it) => typeof it === 'number'))
      throw new Error('not all is there');
    const answer = typeof responseFrame === 'string' ? Buffer.from(responseFrame, 'base64') : null;
    return exchangeOf(
      { nodeId, connectionId, after, startedMs, elapsedMs },
      Buffer.from(requestFrame, 'base64'),
      answer,
    );
  } catch (error) {
    throw new ConfigError(`${name}: line ${String(number)} is no exchange: ${messageOf(error)}`);
  }
}

function parsed(line: string, name: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // What it is instead does not matter.
  }
  throw new ConfigError(`${name}: line ${String(number)} is no JSON object`);
}

/** A body with numbers for bigints, and how many bytes there are for bytes. */
function readable(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return `${String(value.byteLength)} bytes`;
  if (Array.isArray(value)) return value.map(readable);
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, readable(part)]));
}
