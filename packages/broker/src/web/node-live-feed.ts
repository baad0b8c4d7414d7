import type { ServerResponse } from 'node:http';

/** So often at the most, in ms. */
const TICK_MS = 200;

/** Tells open pages that something has changed, by server-sent events; what it is, they ask. */
export class LiveFeed {
  readonly #pages = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;

  add(page: ServerResponse): void {
    page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    page.write('data: hello\n\n');
    this.#pages.add(page);
    page.on('close', () => this.#pages.delete(page));
  }

  changed(): void {
    if (this.#pages.size === 0 || this.#timer !== undefined) return;
    // The page is looked at in real time, whatever clock the broker has.
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const page of this.#pages) page.write('data: changed\n\n');
    }, TICK_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const page of this.#pages) page.end();
  }
}
