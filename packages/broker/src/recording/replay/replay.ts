import { parseOptions } from '@k/wire';
import { isAbortSignal, nodeClock, nodeNetwork, schemaOf, withMethods, z, type Clock, type Network } from '@k/runtime';
import { readRecording, Recording } from '../recording.ts';
import { IGNORED_FIELDS } from './answer-differences.ts';
import { parseAddress } from './broker-address.ts';
import { replayableLogins } from './check-logins.ts';
import type { ReplaySasl } from './login.ts';
import type { ReplayReport } from './report.ts';
import { ReplayRun } from './run.ts';

/** How a recording is played again. */
export interface ReplayOptions {
  /**
   * Brokers of the cluster, 'host:port', of which one has to be there. That of a connection is the one with the same place among all,
   * by node id.
   */
  readonly bootstrapServers: string | readonly string[];
  /** How many milliseconds the whole replay may take. What was not answered by then is a difference. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** How many milliseconds longer than in the recording an answer may take, and a broker may not be ready. @default 10000 */
  readonly answerTimeoutMs?: number | undefined;
  /** Names of further fields that may differ. @default none */
  readonly ignore?: readonly string[] | undefined;
  /** What clients log in with there, where that is something else, or a nonce is in it. @default what is in the recording */
  readonly sasl?: ReplaySasl | undefined;
  /** Ends it at once; the replay rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** How brokers are reached. @default TCP */
  readonly network?: Network | undefined;
  /** What time it is, and timers. @default Node's */
  readonly clock?: Clock | undefined;
}

const options = schemaOf<ReplayOptions>()(
  z.strictObject({
    bootstrapServers: z.union(
      [z.string().min(1), z.array(z.string().min(1)).min(1).readonly()],
      'expected "host:port", or an array of them',
    ),
    timeoutMs: z.number().min(0).optional(),
    answerTimeoutMs: z.number().min(0).optional(),
    ignore: z.array(z.string()).readonly().optional(),
    sasl: schemaOf<ReplaySasl>()(
      z.strictObject({
        users: z.record(z.string(), z.string()).optional(),
        token: z
          .custom<NonNullable<ReplaySasl['token']>>((it) => typeof it === 'function', 'expected a function')
          .optional(),
      }),
    ).optional(),
    signal: z.custom<AbortSignal>(isAbortSignal, 'expected an AbortSignal').optional(),
    network: withMethods<Network>('connect').optional(),
    clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
  }),
);

/**
 * Sends the requests of a recording again, to any Kafka: those of each connection in their order, one at a time, and none before
 * the answers are there that its client had when it asked. A broker that is not ready (COORDINATOR_NOT_AVAILABLE ...), or does not
 * know yet of a topic that the replay made, is asked again; any other error that the recording does not have is a
 * difference at once. Where that broker chooses other ids (topics, members, generations,
 * producers, fetch sessions, nodes) later requests have those, within record batches, too. Not replaced is what is within a client's own
 * bytes (the metadata and assignments of a group's members). Logins by PLAIN and OAUTHBEARER go as they are in the recording, or with
 * what `sasl` says; those by SCRAM are made anew, with the passwords of `sasl.users`.
 *
 * @param recording one that was made, or the file of one
 * @throws ConfigError, also for a login that cannot go again, and says what to give; the socket's error when no broker can be
 *   reached; ConnectionError for who answers what no Kafka does, or breaks off before it says which brokers there are;
 *   TimeoutError for who does not say it in time
 */
export async function replay(recording: Recording | string | URL, given: ReplayOptions): Promise<ReplayReport> {
  const parsed = parseOptions('replay()', options, given);
  const { exchanges } = recording instanceof Recording ? recording : await readRecording(recording);
  const { bootstrapServers, ignore = [], sasl = {} } = parsed;
  const servers =
    typeof bootstrapServers === 'string' ? bootstrapServers.split(',').map((it) => it.trim()) : bootstrapServers;
  for (const server of servers) parseAddress(server);
  return new ReplayRun(exchanges, {
    servers,
    ignored: new Set([...IGNORED_FIELDS, ...ignore]),
    sasl,
    login: replayableLogins(exchanges, sasl)[0],
    timeoutMs: parsed.timeoutMs ?? 60_000,
    answerTimeoutMs: parsed.answerTimeoutMs ?? 10_000,
    network: parsed.network ?? nodeNetwork,
    clock: parsed.clock ?? nodeClock,
  }).run(parsed.signal);
}
