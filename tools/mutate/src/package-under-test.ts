import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutantsOf, type Mutant } from './mutants.ts';

/** A built source file of a package. */
export interface BuiltSource {
  /** The source it was built from, relative to the package: `src/batch.ts`. */
  readonly source: string;
  readonly url: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
  /** Where an offset of the built text stands in the source: its line, counted from 1; 0 for nowhere. */
  lineOf(offset: number): number;
}

/** Every hand-written source of a package in its built form; what is generated is the generator's own matter. */
export function builtSources(packageDir: string, part: string): BuiltSource[] {
  const dist = path.join(packageDir, 'dist');
  return filesBelow(path.join(dist, 'src'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, source: path.relative(dist, file).replace(/\.js$/, '.ts') }))
    .filter(({ source }) => source.includes(part) && isHandWritten(path.join(packageDir, source)))
    .map(({ file, source }) => {
      const text = readFileSync(file, 'utf8');
      const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
      const lineOf = lineFinder(text, map);
      // What comes of no line of the source is the compiler's own: its helpers for `using`, for one.
      const mutants = mutantsOf(text).filter(({ start }) => lineOf(start) > 0);
      return { source, url: pathToFileURL(file).href, text, mutants, lineOf };
    });
}

/** The built test files of a package whose sources are there. */
export function testFiles(packageDir: string): string[] {
  return filesBelow(path.join(packageDir, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(packageDir, 'dist', path.relative(packageDir, file).replace(/\.ts$/, '.js')));
}

/** What is there, and does not begin as all that is generated does. */
function isHandWritten(source: string): boolean {
  return existsSync(source) && !readFileSync(source, 'utf8').startsWith('// Generated ');
}

function lineFinder(text: string, map: SourceMap): (offset: number) => number {
  return (offset) => {
    const before = text.slice(0, offset).split('\n');
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    return 'originalLine' in entry ? entry.originalLine + 1 : 0;
  };
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
