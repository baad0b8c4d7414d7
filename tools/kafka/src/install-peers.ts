import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MissingPrerequisiteError } from './java.ts';

const INSTALLER = fileURLToPath(new URL('../../../dev/install-peers.mjs', import.meta.url));

/**
 * Installs what stands in the package.json of a folder that is no workspace.
 * @param folder from the root of the repository
 * @param native a package there whose binary is fetched or compiled
 * @param env what its compilation wants to be told
 * @throws MissingPrerequisiteError with the reason where it cannot be had
 */
export async function installPeers(folder: string, native?: string, env: Record<string, string> = {}): Promise<void> {
  const args = [INSTALLER, folder, ...(native === undefined ? [] : [native])];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // The lines before it tell how far it came.
  if (code !== 0) throw new MissingPrerequisiteError(said.trim().split('\n').at(-1) ?? '');
}
