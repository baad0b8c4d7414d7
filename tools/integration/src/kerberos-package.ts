import { createRequire } from 'node:module';
import type { KerberosModule } from '@k/conn';
import { findKerberos, installPeers } from '@k/tool-kafka';

const FOLDER = new URL('../../kerberos/package.json', import.meta.url);

/**
 * Looks for a KDC, and installs the native package where it is not: that takes python3, make, g++ and Kerberos's headers
 * (Debian: libkrb5-dev) where its binary cannot be fetched.
 * @throws MissingPrerequisiteError where the one is not there or the other cannot be had
 */
export async function prepareKerberos(): Promise<void> {
  await findKerberos();
  await installPeers('tools/integration/kerberos', 'kerberos');
}

/** The real package, once it is installed: apart from everything else, and so in no package.json of a workspace. */
export function kerberosPackage(): KerberosModule {
  const name = 'kerberos';
  return createRequire(FOLDER)(name) as KerberosModule;
}
