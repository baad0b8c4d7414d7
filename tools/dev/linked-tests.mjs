// What a test is called and what it touches, read from its source: check-docs.mjs holds the tables of the docs to it.
import ts from 'typescript';

/**
 * @typedef {object} NamedTest
 * @property {string} title         as `plainTitle` makes it
 * @property {Set<string>} names    identifiers and whole strings in the test, its title apart; `for await` for such a loop
 */

/**
 * Every call that is given a title and then a function: `test`, `it`, `describe`, whatever they are called.
 * @param {string} source
 * @returns {NamedTest[]}
 */
export function testsIn(source) {
  /** @type {NamedTest[]} */
  const tests = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const [title, ...rest] = node.arguments;
      const text = title === undefined ? undefined : literalText(title);
      if (text !== undefined && rest.some(ts.isFunctionLike)) {
        tests.push({ title: plainTitle(text), names: new Set(rest.flatMap(namesIn)) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true));
  return tests;
}

/** Titles are compared without quotes, which texts and sources write in several ways. @param {string} title */
export function plainTitle(title) {
  return title.replaceAll(/[\\`'"’]/g, '');
}

/**
 * What a cell of the parity table promises to be there: of each piece of code in it the name of the function, class or
 * option, and the options of its last argument. `new Thing(options)` is Thing; `poll({ timeoutMs, maxRecords })` is poll,
 * timeoutMs and maxRecords. A value, such as `'k'`, is no name.
 * @param {string} cell
 * @returns {string[]}
 */
export function namesOf(cell) {
  const names = new Set();
  for (const [, code = ''] of cell.matchAll(/`([^`]+)`/g)) {
    if (code.startsWith('for await')) names.add('for await');
    else for (const item of topLevelItems(code)) addNamesOf(item, names);
  }
  return [...names];
}

/** @param {string} item @param {Set<string>} names */
function addNamesOf(item, names) {
  const match = /^(?:new |type )?(?:\w+\.)*([A-Za-z]\w*)(\(.*\))?$/.exec(item);
  if (match === null) return;
  const [, name = '', args = ''] = match;
  names.add(name);
  const fields = /\{([^{}]*)\}/.exec(args)?.[1] ?? '';
  for (const field of fields.split(/[,|]/)) {
    const option = /^\s*(\w+)/.exec(field)?.[1];
    if (option !== undefined) names.add(option);
  }
}

/** At the commas outside of all brackets. @param {string} code */
function topLevelItems(code) {
  let depth = 0;
  const items = [''];
  for (const character of code) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) items.push('');
    else items[items.length - 1] += character;
  }
  return items.map((item) => item.trim());
}

/** The text of a string or a template, whose holes are `…`. @param {ts.Expression} node */
function literalText(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** @param {ts.Node} node @returns {string[]} */
function namesIn(node) {
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} each */
  const visit = (each) => {
    if (ts.isIdentifier(each) || ts.isStringLiteralLike(each)) names.push(each.text);
    if (ts.isForOfStatement(each) && each.awaitModifier !== undefined) names.push('for await');
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}
