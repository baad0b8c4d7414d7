import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readJson, root } from './repo.mjs';

/**
 * What stands in a file that has parts of a package of npm's: bundlers keep such comments.
 * @param {string} name
 */
export function licenceOf(name) {
  const { version } = readJson(`node_modules/${name}/package.json`);
  const text = readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();
  return `/*! This file has parts of ${name} ${String(version)}:\n\n${text}\n*/`;
}
