// The one door to code that is not JavaScript: native packages, which may be absent, and WebAssembly.

/** WebAssembly's types come with the browser's only, which no Node program should need. */
interface WebAssemblyApi {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** A module that is ready to be instantiated, once or many times. */
export interface CompiledWasm {
  /** @returns what the instance exports */
  instantiate(imports: object): object;
}

/**
 * Loads a package that users may have installed. Bundlers do not see it, and leave it where it is.
 * It is looked for where this file is, or the bundle that this file became a part of, then beside the program.
 * @returns undefined when it is absent, built for another machine, or forbidden
 */
export function optionalPackage(name: string): unknown {
  for (const file of lookedForBeside()) {
    try {
      return process.getBuiltinModule('node:module').createRequire(file)(name);
    } catch {
      // Not there: the next place may have it.
    }
  }
  return undefined;
}

/** Compiles on this thread, at once. @throws what WebAssembly throws, or a TypeError where it is forbidden */
export function compileWasm(binary: Uint8Array): CompiledWasm {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const compiled = new WebAssembly.Module(binary);
  return { instantiate: (imports) => new WebAssembly.Instance(compiled, imports).exports };
}

/** A bundle of CommonJS has no `import.meta.url`, or the one of the machine that made it. */
function lookedForBeside(): string[] {
  if (typeof process === 'undefined') return [];
  const places = [import.meta.url as string | undefined, ownFilename(), process.argv[1]];
  return places.filter((place) => place !== undefined);
}

/** Modules have none. `typeof` does not tell: webpack says that they have, and gives none. */
function ownFilename(): string | undefined {
  try {
    return __filename;
  } catch {
    return undefined;
  }
}
