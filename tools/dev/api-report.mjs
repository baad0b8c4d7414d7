// What a package offers, as one page that a reviewer reads: what can be imported, what is in the tarball, every signature.
// Read by the compiler from the declarations that are published, without their comments. (api-extractor 7.60, tried with
// these packages, ends with an internal error at AbortSignal and at Buffer; it would list 700 generated messages too.)
import path from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';

/**
 * @typedef {object} Offer
 * @property {string[]} exported  declarations, sorted by name
 * @property {string[]} behind    declarations that those refer to and that cannot be imported
 * @property {Map<string, number>} generated  beginning of a path -> how many names are declared there
 */

/**
 * @param {string} root
 * @param {readonly string[]} entries  the packages' declarations, relative to the root: `packages/wire/dist/src/index.d.ts`
 * @param {readonly string[]} generated  beginnings of paths whose names are only counted
 * @returns {(entry: string) => Offer}
 */
export function readOffers(root, entries, generated) {
  const program = ts.createProgram(
    entries.map((entry) => path.join(root, entry)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
  );
  const checker = program.getTypeChecker();
  const fileOf = (/** @type {ts.Node} */ node) =>
    path.relative(root, node.getSourceFile().fileName).replaceAll('\\', '/');
  const meaningOf = (/** @type {ts.Symbol} */ symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  return (entry) => {
    const home = path.posix.dirname(entry);
    const file = program.getSourceFile(path.join(root, entry));
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${entry} exports nothing: is it built?`);
    /** @type {Map<string, string>} name -> declaration */
    const exported = new Map();
    /** @type {Map<string, string>} */
    const behind = new Map();
    /** @type {Map<string, number>} */
    const counts = new Map();
    /** @type {Set<ts.Symbol>} */
    const reached = new Set();
    /** @type {Set<ts.Symbol>} exported by another name than their own */
    const renamed = new Set();

    for (const each of checker.getExportsOfModule(module)) {
      const symbol = meaningOf(each);
      const statements = statementsOf(symbol);
      const file = statements[0] && fileOf(statements[0]);
      if (file === undefined) throw new Error(`${entry}: ${each.name} is declared nowhere`);
      const start = generated.find((beginning) => file.startsWith(beginning));
      const as = symbol.name === each.name ? each.name : `${symbol.name} as ${each.name}`;
      if (!file.startsWith(`${home}/`)) {
        exported.set(each.name, `export { ${as} } from '${file.replace(/^packages\/(\w+)\/.*/, '@k/$1')}';`);
      } else if (start !== undefined) {
        counts.set(start, (counts.get(start) ?? 0) + 1);
      } else {
        const own = as === each.name;
        exported.set(each.name, own ? statements.map(print).join('\n') : `export { ${as} };`);
        (own ? reached : renamed).add(symbol);
      }
    }
    const show = (/** @type {ts.Symbol} */ symbol, /** @type {string} */ file) => {
      if (reached.has(symbol)) return;
      reached.add(symbol);
      // Two files may have a helper of one name each.
      behind.set(`${symbol.name} ${file}`, statementsOf(symbol).map(print).join('\n'));
    };
    for (const symbol of renamed) show(symbol, '');
    // A Set iterates over what is added while it is walked.
    for (const symbol of reached) {
      for (const each of statementsOf(symbol)
        .flatMap((statement) => symbolsIn(statement, checker))
        .map(meaningOf)) {
        const statements = statementsOf(each);
        const file = statements[0] && fileOf(statements[0]);
        if (file === undefined || !file.startsWith(`${home}/`)) continue;
        if (!generated.some((beginning) => file.startsWith(beginning))) show(each, file);
      }
    }
    return { exported: inOrder(exported), behind: inOrder(behind), generated: counts };
  };
}

/** @param {ReadonlyMap<string, string>} texts by name */
const inOrder = (texts) => [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);

/**
 * The statements at the top of a file that declare something; none for a member, a parameter, a library's own.
 * @param {ts.Symbol} symbol
 */
function statementsOf(symbol) {
  return (symbol.declarations ?? [])
    .filter((declaration) => !ts.isSourceFile(declaration))
    .map((declaration) => (ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration))
    .filter((statement) => ts.isSourceFile(statement.parent));
}

/** @param {ts.Node} node @param {ts.TypeChecker} checker @returns {ts.Symbol[]} */
function symbolsIn(node, checker) {
  /** @type {ts.Symbol[]} */
  const symbols = [];
  const visit = (/** @type {ts.Node} */ each) => {
    const symbol = ts.isIdentifier(each) ? checker.getSymbolAtLocation(each) : undefined;
    if (symbol !== undefined) symbols.push(symbol);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return symbols;
}

const printer = ts.createPrinter({ removeComments: true });

/** @param {ts.Node} statement */
function print(statement) {
  const file = statement.getSourceFile();
  const textOf = (/** @type {ts.Node} */ node) => printer.printNode(ts.EmitHint.Unspecified, node, file);
  const { transformed } = ts.transform(statement, [(context) => (node) => inOneOrder(node, context, textOf)]);
  return transformed.map(textOf).join('\n');
}

/**
 * In what it infers, the compiler writes the members of a union, and of an enum of zod's, in the order in which it met
 * them, which differs with what it had built before: here they stand in the order of their texts.
 * @param {ts.Node} node
 * @param {ts.TransformationContext} context
 * @param {(node: ts.Node) => string} textOf
 * @returns {ts.Node}
 */
function inOneOrder(node, context, textOf) {
  const done = ts.visitEachChild(node, (child) => inOneOrder(child, context, textOf), context);
  /** @template {ts.Node} T @param {ts.NodeArray<T>} nodes */
  const sorted = (nodes) => ts.factory.createNodeArray([...nodes].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)));
  if (ts.isUnionTypeNode(done)) return ts.factory.updateUnionTypeNode(done, sorted(done.types));
  if (ts.isTypeLiteralNode(done) && done.members.every((member) => /^(.+): ["']?\1["']?;$/.test(textOf(member)))) {
    return ts.factory.updateTypeLiteralNode(done, sorted(done.members));
  }
  return done;
}

/**
 * Files by folder and kind: `src/api/*.ts`. What stands alone has its name.
 * @param {readonly string[]} files
 */
export function listFiles(files) {
  /** @type {Map<string, Set<string>>} */
  const kinds = new Map();
  for (const file of files) {
    const { dir, base } = path.posix.parse(file);
    const kind = dir === '' ? undefined : /(\.d)?\.\w+(\.map)?$/.exec(base)?.[0];
    const key = kind === undefined ? file : `${dir}/*`;
    const set = kinds.get(key) ?? new Set();
    kinds.set(key, set);
    if (kind !== undefined) set.add(kind);
  }
  return [...kinds].map(([key, set]) => `${key}${[...set].sort().join(' ')}`).sort();
}

/**
 * @param {Record<string, any>} manifest
 * @param {readonly string[]} files
 * @param {Offer} offer
 */
export async function report(manifest, files, offer) {
  const { name, type, engines, sideEffects, exports, bin, dependencies, optionalDependencies } = manifest;
  const { peerDependencies, peerDependenciesMeta } = manifest;
  const needs = { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta };
  // The packages move together: a release changes no report.
  const entry = JSON.stringify(
    { type, engines, sideEffects, exports, bin, ...needs },
    (key, value) => (key.startsWith('@k/') ? 'the same version' : value),
    2,
  );
  const counted = [...offer.generated].map(
    ([start, count]) => `${String(count)} names that are generated in \`${start}\`\n`,
  );
  const signatures = async (/** @type {string[]} */ list) =>
    fence('ts', await format(list.join('\n\n'), { parser: 'typescript', singleQuote: true, printWidth: 120 }));
  return (
    [
      `# ${name}`,
      'What this package offers, by `node tools/dev/check-api.mjs --write`: a change here is one that users may notice.',
      '## package.json',
      fence('json', entry),
      '## Files',
      fence('', listFiles(files).join('\n')),
      '## Exported',
      ...counted,
      await signatures(offer.exported),
      ...(offer.behind.length === 0 ? [] : ['## Not exported, and named by the above', await signatures(offer.behind)]),
      '',
    ]
      .join('\n\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd() + '\n'
  );
}

/** @param {string} language @param {string} text */
const fence = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
