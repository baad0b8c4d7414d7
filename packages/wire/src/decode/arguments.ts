import { parseArgs } from 'node:util';
import type { Api } from '../message-type.ts';
import { apis } from '../messages/index.ts';
import type { Asked } from './decode.ts';
import type { Filter } from './filter.ts';

export const USAGE = `kafka-decode [FILE or HEX or BASE64] [options]      shows Kafka's messages as JSON
kafka-decode --proxy LISTEN TARGET [options]       shows what goes through it, until Ctrl-C

Input: a packet capture (pcap or pcapng, of any size), of which both directions of each connection are shown; or a TCP
stream in one direction, or one message: a file, the bytes themselves as hex or base64, or standard input.

    tcpdump -i any -U -w - port 9092 | kafka-decode

A file may hold bytes, hex, base64, or what tshark prints for a conversation (both directions are decoded then):

    tshark -r capture.pcap -q -z follow,tcp,raw,0 | kafka-decode

What is shown (each may be given several times):
  --api NAME or KEY     only this API: Fetch or 1
  --client ID           only this client id
  --correlation-id N    only this correlation id

What a single stream or message is:
  --response            the bytes are responses; --api and --version, or --requests, say what of
  --requests FILE       the requests of the same connection: responses are matched by correlation id
  --version N           of --api, for --response and --body
  --no-frame            one message without the size before it (--frame is the default)
  --body                one message without size and header; needs --api and --version

  --proxy LISTEN        a port, or HOST:PORT, that takes connections and hands each on to TARGET, HOST:PORT. No byte is
                        changed: brokers go on telling their own addresses, and clients go there past the proxy
  --base64              byte strings as base64, not as hex
  --full                byte strings in full length, and the bytes of records
  --lines               one line per message
  --help

Ends with 0; 1 when something could not be decoded (all else is shown); 2 when it was called wrongly.`;

/** The command line is wrong; the message is one line. */
export class UsageError extends Error {}

export interface Options {
  readonly input: string | undefined;
  readonly proxy: { readonly listen: Address; readonly target: Address } | undefined;
  readonly filter: Filter;
  /** What the bytes are: requests, or responses. */
  readonly response: boolean;
  readonly requests: string | undefined;
  /** What a response or a body is. */
  readonly asked: Asked | undefined;
  /** `frames`: each with its size before it; `message`: one, header and body; `body`: one body alone. */
  readonly layout: 'frames' | 'message' | 'body';
  readonly base64: boolean;
  readonly full: boolean;
  readonly lines: boolean;
  readonly help: boolean;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const apis = values.api.map(findApi);
  const { help } = values;
  const response = values.response || values.requests !== undefined;
  // A response and a body do not tell what they are. All else does, and --api chooses among it.
  const isTold = values.body || (values.response && values.requests === undefined);
  const layout = values.body ? 'body' : values.frame ? 'frames' : 'message';
  const proxy = values.proxy === undefined || help ? undefined : readProxy(values.proxy, positionals);
  if (!help) check({ ...values, response, layout, apis, isTold }, positionals);
  const [api] = apis;
  return {
    input: positionals[0],
    proxy,
    filter: {
      apis: new Set(isTold ? [] : apis.map(({ name }) => name)),
      clientIds: new Set(values.client),
      correlationIds: new Set(values['correlation-id'].map(readCorrelationId)),
    },
    response,
    requests: values.requests,
    asked:
      isTold && api !== undefined && values.version !== undefined
        ? { api, version: findVersion(values.version, api) }
        : undefined,
    layout,
    base64: values.base64,
    full: values.full,
    lines: values.lines,
    help,
  };
}

interface Checked {
  readonly apis: readonly Api<unknown, unknown>[];
  readonly version?: string | undefined;
  readonly layout: Options['layout'];
  readonly requests?: string | undefined;
  readonly response: boolean;
  readonly isTold: boolean;
  readonly proxy?: string | undefined;
}

function check(
  { apis, version, layout, requests, response, isTold, proxy }: Checked,
  positionals: readonly string[],
): void {
  if (proxy !== undefined) {
    if (response || layout !== 'frames')
      throw new UsageError(
        '--proxy sees both directions: --response, --requests, --no-frame and --body are not for it',
      );
  } else if (positionals.length > 1) throw new UsageError(`one input, not ${String(positionals.length)}`);
  const isNamed = apis.length === 1 && version !== undefined;
  if (layout === 'body' && !isNamed) throw new UsageError('--body needs --api and --version: nothing else tells them');
  if (layout === 'body' && requests !== undefined) throw new UsageError('--requests needs headers, --body has none');
  if (isTold && !isNamed)
    throw new UsageError('--response needs --api and --version, or --requests: a response does not tell what it is');
  if (!isTold && version !== undefined)
    throw new UsageError('--version is for --response and --body: a request tells it itself');
}

function readProxy(listen: string, positionals: readonly string[]): Options['proxy'] {
  const [target] = positionals;
  if (target === undefined || positionals.length > 1)
    throw new UsageError('--proxy needs two addresses: --proxy LISTEN TARGET, such as --proxy 9093 localhost:9092');
  return { listen: readAddress(listen, '127.0.0.1'), target: readAddress(target, undefined) };
}

function readAddress(text: string, defaultHost: string | undefined): Address {
  const [, host = defaultHost, port = ''] = /^(?:\[?([^[\]]+)\]?:)?(\d{1,5})$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535 || host === undefined) {
    const shape = defaultHost === undefined ? 'HOST:PORT' : 'PORT or HOST:PORT';
    throw new UsageError(`--proxy takes ${shape}, not "${text}"`);
  }
  return { host, port: Number(port) };
}

function readCorrelationId(text: string): number {
  if (/^-?\d{1,10}$/.test(text)) return Number(text);
  throw new UsageError(`--correlation-id takes a whole number, not "${text}"`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      allowNegative: true,
      options: {
        response: { type: 'boolean', default: false },
        requests: { type: 'string' },
        api: { type: 'string', multiple: true, default: [] },
        client: { type: 'string', multiple: true, default: [] },
        'correlation-id': { type: 'string', multiple: true, default: [] },
        proxy: { type: 'string' },
        version: { type: 'string' },
        frame: { type: 'boolean', default: true },
        body: { type: 'boolean', default: false },
        base64: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        lines: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(((error as Error).message.split('. ')[0] ?? '').replace(/\n.*/s, ''));
  }
}

function findApi(text: string): Api<unknown, unknown> {
  const wanted = text.toLowerCase();
  const api = apis.find(({ key, name }) => String(key) === wanted || name.toLowerCase() === wanted);
  if (api === undefined) throw new UsageError(`--api takes a name like Fetch or a key like 1, not "${text}"`);
  return api;
}

function findVersion(text: string, api: Api<unknown, unknown>): number {
  const version = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (version >= api.minVersion && version <= api.maxVersion) return version;
  throw new UsageError(
    `--version takes ${String(api.minVersion)} to ${String(api.maxVersion)} for ${api.name}, not "${text}"`,
  );
}
