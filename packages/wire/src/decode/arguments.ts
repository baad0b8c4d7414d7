import { parseArgs } from 'node:util';
import type { Api } from '../message-type.ts';
import { apis } from '../messages/index.ts';

export const USAGE = `kafka-decode [FILE or HEX or BASE64] [options]      shows Kafka's messages as JSON

Input: a TCP stream in one direction, or one message: a file, the bytes themselves as hex or base64, or standard input.
A file may hold bytes, hex, base64, or what tshark prints for a conversation (both directions are decoded then):

    tshark -r capture.pcap -q -z follow,tcp,raw,0 | kafka-decode

  --response            the bytes are responses; --api and --version, or --requests, say what of
  --requests FILE       the requests of the same connection: responses are matched by correlation id
  --api NAME or KEY     Fetch or 1, for --response and --body
  --version N
  --no-frame            one message without the size before it (--frame is the default)
  --body                one message without size and header; needs --api and --version
  --base64              byte strings as base64, not as hex
  --full                byte strings in full length, and the bytes of records
  --lines               one line per message
  --help

Ends with 0; 1 when something could not be decoded (all else is shown); 2 when it was called wrongly.`;

/** The command line is wrong; the message is one line. */
export class UsageError extends Error {}

export interface Options {
  readonly input: string | undefined;
  /** What the bytes are: requests, or responses. */
  readonly response: boolean;
  readonly requests: string | undefined;
  /** What a response or a body is. */
  readonly api: Api<unknown, unknown> | undefined;
  readonly version: number | undefined;
  /** `frames`: each with its size before it; `message`: one, header and body; `body`: one body alone. */
  readonly layout: 'frames' | 'message' | 'body';
  readonly base64: boolean;
  readonly full: boolean;
  readonly lines: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(`one input, not ${String(positionals.length)}`);
  const api = values.api === undefined ? undefined : findApi(values.api);
  const version = values.version === undefined ? undefined : findVersion(values.version, api);
  const response = values.response || values.requests !== undefined;
  const options: Options = {
    input: positionals[0],
    response,
    requests: values.requests,
    api,
    version,
    layout: values.body ? 'body' : values.frame ? 'frames' : 'message',
    base64: values.base64,
    full: values.full,
    lines: values.lines,
    help: values.help,
  };
  if (!options.help) check(options);
  return options;
}

function check({ response, requests, api, version, layout }: Options): void {
  const named = api !== undefined && version !== undefined;
  if (layout === 'body' && !named) throw new UsageError('--body needs --api and --version: nothing else tells them');
  if (layout === 'body' && requests !== undefined) throw new UsageError('--requests needs headers, --body has none');
  if (requests !== undefined && (api !== undefined || version !== undefined))
    throw new UsageError('--requests tells the API and version; leave --api and --version out');
  if (response && requests === undefined && !named)
    throw new UsageError('--response needs --api and --version, or --requests: a response does not tell what it is');
  if (!response && layout !== 'body' && (api !== undefined || version !== undefined))
    throw new UsageError('--api and --version are for --response and --body: a request tells them itself');
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
        api: { type: 'string' },
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

function findVersion(text: string, api: Api<unknown, unknown> | undefined): number {
  const version = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (api === undefined) throw new UsageError('--version needs --api');
  if (version >= api.minVersion && version <= api.maxVersion) return version;
  throw new UsageError(
    `--version takes ${String(api.minVersion)} to ${String(api.maxVersion)} for ${api.name}, not "${text}"`,
  );
}
