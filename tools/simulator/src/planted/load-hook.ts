import { readFile } from 'node:fs/promises';
import type { LoadHook } from 'node:module';

const { K_PLANTED_URL: url, K_PLANTED_FILE: file } = process.env;

export const load: LoadHook = async (asked, context, nextLoad) => {
  if (asked !== url || file === undefined) return nextLoad(asked, context);
  return { format: 'module', source: await readFile(file, 'utf8'), shortCircuit: true };
};
