import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf, type Block } from './blocks.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The repository's folder: this file runs as tools/docs-check/dist/src/texts.js. */
export const root = path.resolve(here, '../../../..');

/** Programs are written here, where the packages are found by their names. */
export const programs = path.join(here, '..', 'programs');

/** The texts that users read, relative to the root. */
export function texts(): string[] {
  const pages = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const readmes = ['packages', 'examples'].flatMap((dir) =>
    (existsSync(path.join(root, dir)) ? readdirSync(path.join(root, dir)) : []).map(
      (name) => `${dir}/${name}/README.md`,
    ),
  );
  const all = ['README.md', ...pages.map((name) => `docs/${name}`), ...readmes];
  return all.filter((file) => existsSync(path.join(root, file)));
}

/** Every code block of those texts. */
export function allBlocks(): Block[] {
  return texts().flatMap((file) => blocksOf(file, readFileSync(path.join(root, file), 'utf8')));
}
