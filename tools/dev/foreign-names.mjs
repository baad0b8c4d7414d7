// What a package's public declarations, and its README, name of other packages: whoever uses the package has to write these
// names too, and under a strict node_modules (pnpm) can import them from nowhere but the package itself.
import path from 'node:path';
import ts from 'typescript';

/** @typedef {import('./public-names.mjs').PublicName} PublicName */

/**
 * @typedef {object} Naming
 * @property {string} name  of a type or class of another package
 * @property {string} from  that package
 * @property {string} by    the public name whose declaration says it
 */

/**
 * @param {import('./public-names.mjs').Sources} sources
 * @param {string} own  the package's npm name
 * @param {readonly PublicName[]} names  what it exports
 * @returns {Naming[]} those of other packages that it does not export
 */
export function foreignNames({ root, packages, checker }, own, names) {
  /** @param {ts.Symbol} symbol */
  const packageOf = ({ declarations = [] }) => {
    const declaration = declarations.find((each) => !isEverybodys(each));
    const file = declaration && path.relative(root, declaration.getSourceFile().fileName).replaceAll('\\', '/');
    return file && packages.find(({ dir }) => file.startsWith(`${dir}/`))?.name;
  };
  const exported = new Set(names.map(({ meaning }) => meaning));
  /** @type {Map<ts.Symbol, Naming>} */
  const missing = new Map();
  /** What is public of this package, or is named by what is. @type {Set<ts.Symbol>} */
  const seen = new Set();

  /** @param {ts.Symbol} symbol @param {string} by */
  const visitSymbol = (symbol, by) => {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    for (const declaration of symbol.declarations ?? []) visit(declaration, by);
  };
  /** @param {ts.Node} node @param {string} by */
  const visit = (node, by) => {
    if (isHidden(node)) return;
    const named = nameIn(node);
    if (named !== undefined) {
      const alias = checker.getSymbolAtLocation(named);
      const symbol = alias && alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
      const home = symbol && packageOf(symbol);
      if (symbol !== undefined && home === own) visitSymbol(symbol, by);
      else if (symbol !== undefined && home !== undefined && !exported.has(symbol))
        missing.set(symbol, { name: symbol.name, from: home, by });
    }
    ts.forEachChild(node, (child) => {
      visit(child, by);
    });
  };
  for (const { name, meaning } of names) if (packageOf(meaning) === own) visitSymbol(meaning, name);
  return [...missing.values()];
}

/** What stands in a `declare global` is there without any import. @param {ts.Declaration} declaration */
function isEverybodys({ parent: { parent: around } }) {
  return around !== undefined && (around.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** The name of a type, where a node is about one. @param {ts.Node} node */
function nameIn(node) {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return undefined;
}

/** What a declaration file does not show: bodies, values, private members and internal ones. @param {ts.Node} node */
function isHidden(node) {
  if (ts.isBlock(node)) return true;
  if (node.parent !== undefined && 'initializer' in node.parent && node.parent.initializer === node) return true;
  if (ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')) return true;
  if (!ts.isClassElement(node)) return false;
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
}

/**
 * The errors of the packages below that a README names in its text, and that the package does not export.
 * @param {string} readme
 * @param {readonly PublicName[]} names  what the package exports
 * @param {readonly PublicName[]} below  what those export that it depends on
 * @returns {string[]}
 */
export function foreignErrors(readme, names, below) {
  const exported = new Set(names.map(({ name }) => name));
  const known = new Set(below.flatMap(({ name, kind }) => (kind === 'class' ? name : [])));
  const named = new Set([...readme.matchAll(/`(\w+Error)`/g)].map(([, name = '']) => name));
  return [...named].filter((name) => known.has(name) && !exported.has(name));
}
