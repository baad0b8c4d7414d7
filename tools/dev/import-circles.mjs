// Files of one package that import each other in a circle, imports of types included: such files can be read, moved and
// tested only together. The arrows between packages are in import-rules.mjs.
import path from 'node:path';
import { importsIn } from './import-rules.mjs';

/**
 * Imports that still close a circle, as `importer -> imported`. One that closes none any more is an error: the list only
 * gets shorter.
 * @type {readonly string[]}
 */
export const ALLOWED = [];

/** @typedef {{ file: string, text: string }} Source  file relative to the root, forward slashes */
/** @typedef {Map<string, string[]>} Graph  file -> the files it imports, all of them keys */

/**
 * @param {readonly Source[]} sources
 * @param {readonly string[]} [allowed]
 * @returns {string[]} one line for each circle, the shortest through its files, and for each allowance without a use
 */
export function circleViolations(sources, allowed = ALLOWED) {
  const graph = graphOf(sources);
  const unused = allowed.filter((edge) => {
    const [from = '', to = ''] = edge.split(' -> ');
    return !(graph.get(from)?.includes(to) && pathBetween(graph, to, from) !== undefined);
  });
  const rest = new Map(
    [...graph].map(([from, imported]) => [from, imported.filter((to) => !allowed.includes(`${from} -> ${to}`))]),
  );
  return [
    ...circlesIn(rest).map((circle) => `import circle: ${[...circle, circle[0]].join(' -> ')}`),
    ...unused.map((edge) => `no circle goes through ${edge} any more: take it out of ALLOWED in import-circles.mjs`),
  ];
}

/**
 * @param {readonly Source[]} sources
 * @returns {Graph}
 */
function graphOf(sources) {
  const files = new Set(sources.map(({ file }) => file));
  return new Map(
    sources.map(({ file, text }) => {
      const imported = importsIn(text)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => path.posix.join(path.posix.dirname(file), specifier));
      return [file, [...new Set(imported)].filter((each) => files.has(each))];
    }),
  );
}

/**
 * The shortest circle through each file; a file of a circle that was found is not begun from again.
 * @param {Graph} graph
 * @returns {string[][]}
 */
function circlesIn(graph) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string[][]} */
  const circles = [];
  for (const [file, imported] of graph) {
    if (seen.has(file)) continue;
    const [shortest] = imported
      .map((next) => pathBetween(graph, next, file))
      .filter((found) => found !== undefined)
      .sort((a, b) => a.length - b.length);
    if (shortest === undefined) continue;
    const circle = [file, ...shortest.slice(0, -1)];
    for (const each of circle) seen.add(each);
    circles.push(circle);
  }
  return circles;
}

/**
 * Breadth first, so the shortest.
 * @param {Graph} graph
 * @param {string} from
 * @param {string} to
 * @returns {string[] | undefined} both ends included
 */
function pathBetween(graph, from, to) {
  /** @type {Map<string, string | undefined>} file -> where it was reached from */
  const reached = new Map([[from, undefined]]);
  for (const file of reached.keys()) {
    if (file === to) return pathBack(reached, to);
    for (const next of graph.get(file) ?? []) if (!reached.has(next)) reached.set(next, file);
  }
  return undefined;
}

/**
 * @param {Map<string, string | undefined>} reached
 * @param {string} end
 */
function pathBack(reached, end) {
  const steps = [end];
  for (let step = reached.get(end); step !== undefined; step = reached.get(step)) steps.unshift(step);
  return steps;
}
