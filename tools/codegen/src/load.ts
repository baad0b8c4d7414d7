import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { ZstdPackage } from './emit-zstd.ts';
import type { ApiSchema, DataSchema, ErrorSchema, ReleaseRangesSchema, ReleaseSchema } from './notation.ts';
import { type ReleaseTable, releaseTable } from './release-table.ts';
import type { SchemaModel } from './model.ts';
import { parseSchema } from './parse.ts';

/** A schema file: where its code goes, and what it says. */
export interface LoadedSchema {
  /** File name without suffix, e.g. `001-fetch`. */
  readonly file: string;
  readonly model: SchemaModel;
}

/** Reads all schemas of a folder, in the order of their file names. */
export async function loadSchemas(folder: string): Promise<LoadedSchema[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.basename(name, '.ts');
      const schemas = Object.values(await runData(path.join(folder, name)));
      if (schemas.length !== 1) throw new Error(`${file}.ts: exports ${String(schemas.length)} schemas, not one`);
      try {
        return { file, model: parseSchema(schemas[0] as ApiSchema | DataSchema) };
      } catch (error) {
        throw new Error(`${file}.ts: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
}

/** The error codes: `tables/errors.ts` of the schema folder. */
export async function loadErrors(folder: string): Promise<readonly ErrorSchema[]> {
  const { errors } = await runData(path.join(folder, 'tables/errors.ts'));
  return errors as readonly ErrorSchema[];
}

/** What the Kafka releases take: `tables/releases.ts` of the schema folder, checked with the schemas. */
export async function loadReleases(folder: string, schemas: readonly LoadedSchema[]): Promise<ReleaseTable> {
  const { releases, ranges } = await runData(path.join(folder, 'tables/releases.ts'));
  const models = schemas.map(({ model }) => model);
  return releaseTable(releases as readonly ReleaseSchema[], ranges as readonly ReleaseRangesSchema[], models);
}

/** The npm package that zstd's WebAssembly comes in. */
export async function loadZstd(): Promise<ZstdPackage> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@bokuweb/zstd-wasm'));
  const manifest = await readFile(path.join(folder, '../../package.json'), 'utf8');
  return {
    version: (JSON.parse(manifest) as { version: string }).version,
    binary: await readFile(path.join(folder, 'zstd.wasm')),
    glue: await readFile(path.join(folder, 'zstd.js'), 'utf8'),
  };
}

/**
 * What a file of data exports. It is data with types: taking the types away is enough to run it, so that the generator
 * works when `@k/wire` does not compile.
 */
async function runData(file: string): Promise<Record<string, unknown>> {
  const source = await readFile(file, 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext } });
  const url = `data:text/javascript,${encodeURIComponent(outputText)}`;
  return (await import(url)) as Record<string, unknown>;
}
