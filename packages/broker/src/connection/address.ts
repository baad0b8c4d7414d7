/** Without the port, and an IPv4 address as one. */
export function hostOf(remoteAddress: string): string {
  return remoteAddress.replace(/:\d+$/, '').replace(/^::ffff:/, '');
}

/** Null: it has none. */
export function portOf(remoteAddress: string): string | null {
  return /:(\d+)$/.exec(remoteAddress)?.[1] ?? null;
}
