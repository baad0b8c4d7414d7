import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** By the names that Debian, other systems and Google give it; the smallest first. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The program, or undefined where there is none. */
export function findChromium(): string | undefined {
  return NAMES.find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

/** In ms: much more than any page of ours takes on a machine that is busy, and less than the tests have. */
const MOST_MS = 90_000;

/** What a page is made of: path, with its slash, → content. */
export type Site = Readonly<Record<string, string | Buffer>>;

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json' };

/** Before all else in a page: whatever goes wrong in it is told to the server. */
const TELL_ERRORS = `<script>
  const fail = (what) => fetch('/failed', { method: 'POST', body: String(what?.stack ?? what?.message ?? what) });
  addEventListener('error', (event) => fail(event.error ?? event.message ?? event.target.src), true);
  addEventListener('unhandledrejection', (event) => fail(event.reason));
</script>`;

/** Answers what a site does not have. */
export type Fallback = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const notFound: Fallback = (_, response) => {
  response.writeHead(404).end();
  return Promise.resolve();
};

/**
 * Opens the page `/` of a site in Chromium.
 * @param fallback what asks for more than the site has, POST too
 * @returns what the page sends by POST to `/done`
 * @throws with what the page sends to `/failed`, or with what Chromium said when it ended by itself, or for too long did nothing
 */
export async function openInChromium(chromium: string, site: Site, fallback: Fallback = notFound): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'k-chromium-'));
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  // As root, which containers run as, it has no sandbox.
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${folder}`,
    '--remote-debugging-port=0',
  ];
  // A group of its own: Debian's program is a shell script around the browser, which has helpers.
  const child = spawn(chromium, [...args, address], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  const asked: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  child.stderr.setEncoding('utf8').on('data', (more: string) => (said += more));
  const ended = once(child, 'close');
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`Chromium did not come to an end within ${String(MOST_MS)} ms; it asked for ${asked.slice(-20).join(', ') || 'nothing'}, and said: ${said.slice(-2000)}`)), MOST_MS); // prettier-ignore
      server.on('request', (request, response) => {
        asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
        void serve(site, request, response, fallback).then((told) => {
          if (told?.path === '/done') resolve(told.body);
          else if (told !== undefined) reject(new Error(`in Chromium: ${told.body}`));
        }, reject);
      });
      void ended.then(() => {
        reject(new Error(`Chromium ended by itself: ${said.slice(-2000)}`));
      }, reject);
    });
  } finally {
    clearTimeout(timer);
    // Not asked to end: its folder goes, too.
    const runs = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    if (runs) process.kill(-child.pid, 'SIGKILL');
    await ended;
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns what was sent by POST to the end of a page */
async function serve(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  fallback: Fallback,
): Promise<{ path: string; body: string } | undefined> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST' && ['/done', '/failed'].includes(pathname)) {
    const body = await text(request);
    response.end();
    return { path: pathname, body };
  }
  const content = site[pathname];
  if (content === undefined) await fallback(request, response);
  else if (pathname !== '/')
    response
      .writeHead(200, { 'content-type': TYPES[path.extname(pathname)] ?? 'application/octet-stream' })
      .end(content);
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`${TELL_ERRORS}${String(content)}`);
  return undefined;
}
