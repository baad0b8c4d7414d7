import { parseOptions, wrongArgument } from '@k/wire';
import { schemaOf, z } from '@k/runtime';
import { Broker } from '../broker.ts';
import { LiveFeed } from './node-live-feed.ts';
import type { ViewOf } from './node-web-server.ts';
import { RequestLog } from './request-log.ts';
import { BadQuery, checkNames } from './bad-query.ts';
import { PARAMETERS, VIEWS } from './views.ts';

export interface WebOptions {
  /** Where it listens. @default one that is free */
  readonly port?: number | undefined;
  /** Where it listens. Whoever gets there sees all records: with more than this machine it is open to others. @default '127.0.0.1' */
  readonly host?: string | undefined;
}

/** A page that is being served. */
export interface WebPage extends AsyncDisposable {
  /** For a browser: `http://127.0.0.1:9080/`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const webOptionsSchema = schemaOf<WebOptions>()(
  z.strictObject({
    port: z.int().min(0).max(65535).default(0),
    host: z.string().min(1).default('127.0.0.1'),
  }),
);

/**
 * Serves a page that shows what is in a broker, live: topics with their records, groups with members and lag,
 * transactions, connections, and the last 100 requests of each API with their bodies. It only looks. It does not keep the process
 * alive, and it ends with `close()`, which is to be called before the broker's.
 *
 * @throws ConfigError for wrong options; the socket's own error (EADDRINUSE ...) when it cannot listen
 */
export async function serveWeb(broker: Broker, options: WebOptions = {}): Promise<WebPage> {
  if (!(broker instanceof Broker)) throw wrongArgument('serveWeb()', 'broker', 'a broker of createBroker()', broker);
  const { host, port } = parseOptions('serveWeb', webOptionsSchema, options);
  // Here: who has no page does not load an HTTP server.
  const { startWebServer } = await import('./node-web-server.ts');
  const requests = new RequestLog();
  const feed = new LiveFeed();
  const view: ViewOf = (path, query) => {
    const found = Object.hasOwn(VIEWS, path) ? VIEWS[path] : undefined;
    try {
      if (found === undefined) return undefined;
      checkNames(query, PARAMETERS[path] ?? []);
      return { body: found(broker, query, requests) };
    } catch (error) {
      if (error instanceof BadQuery) return { refusal: error.message, status: error.status };
      throw error;
    }
  };
  const server = await startWebServer({ host, port }, view, feed);
  const stops = [
    broker.observe(() => feed.changed()),
    broker.observeExchanges((exchange) => {
      requests.add(exchange);
      feed.changed();
    }),
  ];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    for (const stop of stops.splice(0)) stop();
    return (closed ??= server.close());
  };
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shownHost}:${String(server.port)}/`, port: server.port, close, [Symbol.asyncDispose]: close };
}
