import { CLIENT_THROTTLES_SINCE } from './release-ranges.ts';

/** Milliseconds for which a response asks its client to send nothing more on this connection; 0 for none. */
export function throttleMs(apiKey: number, version: number, response: unknown): number {
  const ms = (response as { readonly throttleTimeMs?: unknown }).throttleTimeMs;
  if (typeof ms !== 'number' || ms <= 0) return 0;
  return version >= (CLIENT_THROTTLES_SINCE.get(apiKey) ?? 0) ? ms : 0;
}
