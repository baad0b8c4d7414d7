// Other versions of Node, from npm (tools/dev/nodes/package.json): they stay in its node_modules.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installIfStale } from './install.mjs';
import { Problem, root } from './repo.mjs';

const NODES = 'tools/dev/nodes';

/**
 * Installs them where they are missing.
 * @param {readonly string[]} majors all of them when empty
 * @returns {Promise<string[]>} programs, one for each major version that there is for this machine
 * @throws {Problem} when there is none
 */
export async function otherNodes(majors) {
  try {
    await installIfStale(NODES);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(`other Nodes could not be installed.${error.message}`);
  }
  const nodes = installedNodes(majors);
  if (nodes.length > 0) return nodes;
  const machine = `${process.platform} ${process.arch}`;
  if (majors.length > 0) throw new Problem(`${NODES} has no Node ${majors.join(', ')} for ${machine}`);
  // npm takes it calmly when it cannot get what is optional: the next call tries again.
  rmSync(path.join(root, NODES, 'node_modules'), { recursive: true, force: true });
  throw new Problem(`npm could not install another Node for ${machine}. Is its registry within reach?`);
}

/**
 * On a machine of one's own other Nodes are a luxury; where CI says they ran, they must have run.
 * @param {unknown} error what {@link otherNodes} threw
 */
export function saySkipped(error) {
  if (!(error instanceof Problem) || process.env.CI === 'true') throw error;
  console.log(`skipped: ${error.message}`);
}

/** @param {readonly string[]} majors */
function installedNodes(majors) {
  const folder = path.join(root, NODES, 'node_modules');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^node\d+-/.test(name));
  const wanted = names.filter(
    (name) => majors.length === 0 || majors.some((major) => name.startsWith(`node${major}-`)),
  );
  return wanted.sort().map((name) => path.join(folder, name, 'bin/node'));
}
