import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import type { ApiSchema, DataSchema } from './notation.ts';
import type { SchemaModel } from './model.ts';
import { parseSchema } from './parse.ts';

/** A schema file: where its code goes, and what it says. */
export interface LoadedSchema {
  /** File name without suffix, e.g. `001-fetch`. */
  readonly file: string;
  readonly model: SchemaModel;
}

/**
 * Reads all schemas of a folder, in the order of their file names. They are data with types: taking the types away is
 * enough to run them, so that the generator works when `@k/wire` does not compile.
 */
export async function loadSchemas(folder: string): Promise<LoadedSchema[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.basename(name, '.ts');
      const source = await readFile(path.join(folder, name), 'utf8');
      const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext } });
      const url = `data:text/javascript,${encodeURIComponent(outputText)}`;
      const module = (await import(url)) as Record<string, unknown>;
      const schemas = Object.values(module);
      if (schemas.length !== 1) throw new Error(`${file}.ts: exports ${String(schemas.length)} schemas, not one`);
      try {
        return { file, model: parseSchema(schemas[0] as ApiSchema | DataSchema) };
      } catch (error) {
        throw new Error(`${file}.ts: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
}
