import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { KerberosModule } from '@k/conn';
import { MissingPrerequisiteError, findKerberos } from '@k/tool-kafka';

const INSTALLER = fileURLToPath(new URL('../../../dev/install-kerberos.mjs', import.meta.url));
const FOLDER = new URL('../../kerberos/package.json', import.meta.url);

/**
 * Looks for a KDC, and installs the native package where it is not.
 * @throws MissingPrerequisiteError where the one is not there or the other cannot be had
 */
export async function prepareKerberos(): Promise<void> {
  await findKerberos();
  const child = spawn(process.execPath, [INSTALLER], { stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new MissingPrerequisiteError(said.trim());
}

/** The real package, once it is installed: apart from everything else, and so in no package.json of a workspace. */
export function kerberosPackage(): KerberosModule {
  const name = 'kerberos';
  return createRequire(FOLDER)(name) as KerberosModule;
}
