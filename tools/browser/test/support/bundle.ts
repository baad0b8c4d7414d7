import { build, type BuildOptions } from 'esbuild';
import { fileURLToPath } from 'node:url';

const checks = fileURLToPath(new URL('../../src/checks.js', import.meta.url));

/** The checks and all they import, as esbuild makes it for browsers without being told anything else. */
export async function bundleForBrowsers(form: Pick<BuildOptions, 'format' | 'globalName'>): Promise<string> {
  const built = await build({ entryPoints: [checks], bundle: true, platform: 'browser', write: false, ...form });
  return built.outputFiles.map(({ text }) => text).join('');
}
