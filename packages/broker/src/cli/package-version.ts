import { existsSync, readFileSync } from 'node:fs';

/** The version of this package, by the manifest above this file, wherever it was built to. */
export function packageVersion(): string {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const manifest = new URL('package.json', folder);
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
    if (folder.pathname === '/') return 'unknown';
  }
}
