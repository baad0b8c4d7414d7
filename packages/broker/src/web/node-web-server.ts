import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '@k/wire';
import type { LiveFeed } from './node-live-feed.ts';

/** What the page is made of: files of the package's folder `page`, by path. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/index.html': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  ...Object.fromEntries(
    ['page', 'dom', 'views', 'requests'].map((name) => [
      `/${name}.mjs`,
      { file: `${name}.mjs`, type: 'text/javascript; charset=utf-8' },
    ]),
  ),
};

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'self'",
  'x-content-type-options': 'nosniff',
};

/** Names of this machine: a page elsewhere, whose name was made to lead here, sends its own. */
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/** What a path of the API has, or why what is asked of it cannot be understood, or is not there; undefined: there is no such path. */
export type ViewOf = (
  path: string,
  query: URLSearchParams,
) => { readonly body: unknown } | { readonly refusal: string; readonly status: number } | undefined;

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves files and views on a port. It does not keep the process alive.
 */
export async function startWebServer(
  { host, port }: { readonly host: string; readonly port: number },
  view: ViewOf,
  feed: LiveFeed,
): Promise<WebServer> {
  const isLocal = LOCAL.test(host.includes(':') ? `[${host}]` : host);
  const server = createServer((request, response) => {
    if (isLocal && !LOCAL.test(request.headers.host ?? '')) {
      refuse(response, 403, 'this page is for this machine: ask for localhost');
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'there is only something to see here: GET');
    } else {
      try {
        answer(request, response, view, feed);
      } catch (error) {
        // A page that cannot be shown is no reason to end the process.
        refuse(response, 500, `this cannot be shown: ${messageOf(error)}`);
      }
    }
  });
  server.on('connection', (socket) => socket.unref());
  await listen(server, host, port);
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      feed.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const listening = once(server, 'listening');
  server.listen(port, host);
  await listening;
}

function answer(request: IncomingMessage, response: ServerResponse, view: ViewOf, feed: LiveFeed): void {
  const url = addressOf(request);
  if (url === undefined) {
    refuse(response, 400, 'this is no address');
    return;
  }
  const { pathname, searchParams } = url;
  if (pathname === '/live') {
    feed.add(response);
    return;
  }
  const file = FILES[pathname];
  if (file !== undefined) {
    response.writeHead(200, { ...HEADERS, 'content-type': file.type });
    response.end(readFileSync(new URL(file.file, pageFolder())));
    return;
  }
  const shown = view(pathname, searchParams);
  if (shown === undefined) refuse(response, 404, `there is no ${pathname}`);
  else if ('refusal' in shown) refuse(response, shown.status, shown.refusal);
  else {
    response.writeHead(200, { ...HEADERS, 'content-type': 'application/json' });
    response.end(JSON.stringify(shown.body));
  }
}

/** Undefined for what no browser sends: `//`, `http://`. */
function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  try {
    return new URL(url, 'http://page');
  } catch {
    return undefined;
  }
}

/** Beside the package's package.json, from wherever this file was joined into. */
function pageFolder(): URL {
  return new URL('page/', import.meta.resolve('@k/broker/package.json'));
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}
