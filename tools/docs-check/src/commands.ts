import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Block, placeOf } from './blocks.ts';

/** Programs of others: that they exist is not ours to check. */
const OTHERS = new Set(['cd', 'git', 'mkdir', 'tar', 'tcpdump', 'tshark', 'openssl', 'docker', 'kcat']);
const NPM_OWN = new Set(['init', 'install', 'pack', 'ci', 'ls']);
/** Packages of others that the texts call or install. */
const FOREIGN = new Set(['tsc', 'esbuild', 'vitest', 'jest']);

interface Manifest {
  readonly name: string;
  /** The folder it is in. */
  readonly dir: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/**
 * What the commands of shell blocks name and is not there: npm scripts, commands and packages of ours, scripts, and the
 * options of these, which must stand in their sources.
 */
export function commandErrors(blocks: readonly Block[], root: string): string[] {
  const ours = manifests(root);
  return blocks
    .filter(({ language, remarks }) => language === 'sh' && remarks.skip === undefined)
    .flatMap((block) =>
      block.code.split('\n').flatMap((line, at) =>
        // A comment ends the line; commands are joined by pipes and ands.
        line
          .replace(/(^|\s)#.*$/, '')
          .split(/\s*(?:&&|\|\||[|;])\s*/)
          .filter((command) => command.trim() !== '')
          .flatMap((command) => {
            const problem = problemOf(command.trim().split(/\s+/), root, ours);
            return problem === undefined ? [] : [`${placeOf({ ...block, line: block.line + at })}: ${problem}`];
          }),
      ),
    );
}

function problemOf(words: readonly string[], root: string, ours: ReadonlyMap<string, Manifest>): string | undefined {
  const [program = '', first = ''] = words.filter((word) => !/^[A-Z_]+=/.test(word));
  if (OTHERS.has(program)) return undefined;
  switch (program) {
    case 'npm':
      return npmProblem(words, root, ours);
    case 'npx':
      return binProblem(first, words, ours);
    case 'node':
      return nodeProblem(words, root);
    default:
      return existsSync(path.join(root, program)) ? undefined : `${program} is nothing that docs-check knows`;
  }
}

function npmProblem(words: readonly string[], root: string, ours: ReadonlyMap<string, Manifest>): string | undefined {
  const [, verb = '', ...rest] = words;
  if (verb === 'install') {
    const missing = rest.find((word) => word.startsWith('@k/') && !ours.has(word));
    return missing && `there is no package ${missing}`;
  }
  if (NPM_OWN.has(verb)) return undefined;
  const script = verb === 'run' ? rest[0] : verb;
  const command = ours.get('@k/root')?.scripts?.[script ?? ''];
  if (command === undefined) return `the root's package.json has no script "${String(script)}"`;
  const dash = words.indexOf('--');
  return dash < 0 ? undefined : optionProblem(words.slice(dash), sourcesOfScript(command, root));
}

/** `node tools/dev/tool.mjs kafka` -> the sources of tools/kafka too. */
function sourcesOfScript(command: string, root: string): string {
  const [, file = '', name] = command.split(' ');
  const own = readFileSync(path.join(root, file), 'utf8');
  return name === undefined ? own : own + sourcesBelow(path.join(root, 'tools', name, 'src'));
}

function binProblem(name: string, words: readonly string[], ours: ReadonlyMap<string, Manifest>): string | undefined {
  if (FOREIGN.has(name)) return undefined;
  // A package of one command is called by its own name, too.
  const owner = [...ours.values()].find(
    ({ name: own, bin = {} }) => name in bin || (name === own && Object.keys(bin).length === 1),
  );
  if (owner === undefined) return `no package of ours has a command ${name}`;
  return optionProblem(words, sourcesBelow(path.join(owner.dir, 'src')));
}

function nodeProblem(words: readonly string[], root: string): string | undefined {
  const script = words.find((word) => /\.m?js$/.test(word) && word.includes('/'));
  // What is in dist is built; a name without a folder is the reader's own file.
  if (script === undefined || script.includes('/dist/') || existsSync(path.join(root, script))) return undefined;
  return `there is no ${script}`;
}

function optionProblem(words: readonly string[], sources: string): string | undefined {
  const missing = words
    .filter((word) => /^--\w/.test(word))
    .map((word) => word.slice(2).replace(/=.*/, ''))
    .find((name) => !new RegExp(`(?<![\\w-])(?:'${name}'|--${name}|${name})(?:\\s*:|\\b)`).test(sources));
  return missing && `its sources know no option --${missing}`;
}

function manifests(root: string): Map<string, Manifest> {
  const below = ['packages', 'tools'].flatMap((dir) =>
    readdirSync(path.join(root, dir)).map((name) => path.join(root, dir, name)),
  );
  return new Map(
    [root, ...below]
      .filter((dir) => existsSync(path.join(dir, 'package.json')))
      .map((dir) => {
        const manifest = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')) as Omit<Manifest, 'dir'>;
        return [manifest.name, { ...manifest, dir }];
      }),
  );
}

function sourcesBelow(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
