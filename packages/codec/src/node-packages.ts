// The one door to native packages, which may be absent. In browsers browser-packages.ts takes its place.

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
