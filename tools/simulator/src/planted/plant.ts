import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type Change, type PlantedBug, packageOf } from './planted-bug.ts';

/** Where the sources are. This file is built to tools/simulator/dist/src/planted. */
export const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));

/** A package's one module, with a bug in it. */
export interface PlantedModule {
  /** The file in whose place it is loaded. */
  readonly file: string;
  readonly text: string;
}

/**
 * Joins the modules of the bug's package as a build does, with the bug in them. Nothing on disk is changed.
 * @throws Error when a text is not there, or more than once: the code has moved, and the table must follow
 */
export async function plant(bug: PlantedBug): Promise<PlantedModule> {
  const dir = packageOf(bug);
  const stranger = bug.changes.find(({ file }) => !file.startsWith(`${dir}/src/`));
  if (stranger !== undefined) throw new Error(`${bug.name}: ${stranger.file} is not in ${dir}`);
  const texts = new Map<string, string>();
  for (const change of bug.changes) {
    const file = path.join(ROOT, change.file);
    texts.set(file, changed(bug.name, texts.get(file) ?? (await readFile(file, 'utf8')), change));
  }
  const { outputFiles } = await build({
    absWorkingDir: path.join(ROOT, dir),
    entryPoints: ['src/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'inline',
    plugins: [instead(texts)],
    logLevel: 'silent',
  });
  const [module] = outputFiles;
  if (module === undefined) throw new Error(`${bug.name}: nothing was built`);
  return { file: path.join(ROOT, dir, 'dist/index.js'), text: module.text };
}

/** The text of a file with the change in it. */
export function changed(name: string, text: string, { file, find, replace }: Change): string {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  const count = parts.length === 1 ? 'is not there' : `is there ${String(parts.length - 1)} times`;
  throw new Error(`the planted bug "${name}": in ${file} this text ${count}:\n${find}`);
}

function instead(texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'planted',
    setup: (building) => {
      building.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const contents = texts.get(file);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}
