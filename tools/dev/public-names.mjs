// What the packages export by their src/index.ts: read by the compiler, from the sources.
import path from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} PublicName
 * @property {string} name
 * @property {'class' | 'function' | 'constant' | 'type'} kind
 * @property {string} declaredIn  the file, relative to the root, forward slashes
 * @property {ts.Symbol} meaning  the same one wherever the same thing is exported
 */

/**
 * The sources of all packages, read together.
 * @param {string} root
 * @param {readonly { name: string, dir: string }[]} packages  npm name, and folder relative to the root
 */
export function readSources(root, packages) {
  const entryOf = (/** @type {string} */ dir) => path.join(root, dir, 'src/index.ts');
  const program = ts.createProgram(
    packages.map(({ dir }) => entryOf(dir)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      // The sources of one another, not what was built of them: so one thing is one symbol in all packages.
      paths: Object.fromEntries(packages.map(({ name, dir }) => [name, [entryOf(dir)]])),
    },
  );
  const checker = program.getTypeChecker();
  return {
    root,
    packages,
    checker,
    /** @param {string} dir */
    moduleOf: (dir) => {
      const file = program.getSourceFile(entryOf(dir));
      return file && checker.getSymbolAtLocation(file);
    },
  };
}

/** @typedef {ReturnType<typeof readSources>} Sources */

/**
 * @param {Sources} sources
 * @returns {Map<string, PublicName[]>} by the package's npm name, sorted
 */
export function publicNames({ root, packages, checker, moduleOf }) {
  return new Map(
    packages.map(({ name, dir }) => {
      const module = moduleOf(dir);
      if (module === undefined) throw new Error(`${dir}/src/index.ts exports nothing`);
      const names = checker.getExportsOfModule(module).map((exported) => {
        const meaning = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
        const [declaration] = meaning.declarations ?? [];
        if (declaration === undefined)
          throw new Error(`${dir}/src/index.ts exports ${exported.name}, which is nowhere`);
        const declaredIn = path.relative(root, declaration.getSourceFile().fileName).replaceAll('\\', '/');
        return { name: exported.name, kind: kindOf(meaning), declaredIn, meaning };
      });
      return [name, names.sort((a, b) => (a.name < b.name ? -1 : 1))];
    }),
  );
}

/** @param {ts.Symbol} symbol @returns {PublicName['kind']} */
function kindOf({ flags }) {
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  return flags & ts.SymbolFlags.Value ? 'constant' : 'type';
}

/**
 * One name has one meaning over all packages: programs import several of them, and an editor offers them side by side.
 * @param {Map<string, readonly Pick<PublicName, 'name' | 'declaredIn' | 'meaning'>[]>} names
 * @returns {string[]} one line for each name with two
 */
export function twoMeanings(names) {
  /** @type {Map<string, Map<ts.Symbol, string>>} */
  const byName = new Map();
  for (const [pack, list] of names) {
    for (const { name, declaredIn, meaning } of list) {
      const meanings = byName.get(name) ?? new Map();
      byName.set(name, meanings);
      if (!meanings.has(meaning)) meanings.set(meaning, `${pack} (${declaredIn})`);
    }
  }
  return [...byName]
    .filter(([, meanings]) => meanings.size > 1)
    .map(([name, meanings]) => `${name} has ${String(meanings.size)} meanings: ${[...meanings.values()].join(', ')}`);
}

/** @type {Record<PublicName['kind'], string>} */
const HEADINGS = { class: 'classes', function: 'functions', constant: 'constants', type: 'types' };

/**
 * The names of a package as its README lists them.
 * @param {readonly Pick<PublicName, 'name' | 'kind' | 'declaredIn'>[]} names
 * @param {Readonly<Record<string, string>>} sentences  beginning of a file's path -> what stands for all that it declares
 */
export function listNames(names, sentences) {
  const sentenceOf = (/** @type {string} */ file) => Object.keys(sentences).find((start) => file.startsWith(start));
  const lines = Object.entries(HEADINGS).flatMap(([kind, heading]) => {
    const ofKind = names.filter((each) => each.kind === kind && sentenceOf(each.declaredIn) === undefined);
    return ofKind.length === 0 ? [] : [`- ${heading}: ${ofKind.map(({ name }) => `\`${name}\``).join(', ')}`];
  });
  const starts = new Set(names.map(({ declaredIn }) => sentenceOf(declaredIn)));
  for (const start of starts) if (start !== undefined) lines.push(`- ${String(sentences[start])}`);
  return lines.join('\n');
}

const TITLE = '## Public names';

/**
 * A README with its list of names, which is its last section.
 * @param {string} readme
 * @param {string} list
 */
export function withSection(readme, list) {
  const at = readme.indexOf(`${TITLE}\n`);
  const before = (at < 0 ? readme : readme.slice(0, at)).trimEnd();
  return `${before}\n\n${TITLE}\n\nAll that \`src/index.ts\` exports, as \`node tools/dev/check-names.mjs --write\` lists it.\n\n${list}\n`;
}
