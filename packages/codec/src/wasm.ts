// The one door to WebAssembly.

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

/** Compiles on this thread, at once. @throws what WebAssembly throws, or a TypeError where it is forbidden */
export function compileWasm(binary: Uint8Array): CompiledWasm {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const compiled = new WebAssembly.Module(binary);
  return { instantiate: (imports) => new WebAssembly.Instance(compiled, imports).exports };
}
