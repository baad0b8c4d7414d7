/** As much of `fetch` as the token request needs. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal; redirect: 'error' },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

/** Node's own `fetch`. */
export const nodeFetch: Fetch = (url, init) => fetch(url, init);
