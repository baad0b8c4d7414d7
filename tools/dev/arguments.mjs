// The command lines of the dev scripts: a wrong one is one clear line and exit code 2.
import { Problem, workspaces } from './repo.mjs';

/**
 * @template T
 * @param {string} usage
 * @param {() => T} parse a call of node:util parseArgs
 * @returns {T}
 */
export function readArguments(usage, parse) {
  try {
    return parse();
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('. ');
    throw new Problem(`${reason ?? ''}. Usage: ${usage}`, 2);
  }
}

/**
 * @param {string} name `wire`, `@k/wire` or `packages/wire`
 */
export function findWorkspace(name) {
  return workspaces().find((each) => [each.shortName, each.name, each.dir].includes(name.replace(/\/$/, '')));
}

/**
 * @param {string[]} names
 */
export function pickWorkspaces(names) {
  return names.map((name) => {
    const found = findWorkspace(name);
    if (found !== undefined) return found;
    const known = workspaces().map(({ shortName }) => shortName);
    throw new Problem(`no package "${name}"; there are ${known.join(', ')}`, 2);
  });
}
