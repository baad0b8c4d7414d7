// A reporter for node's test runner: one line a file, what failed and what was skipped in full, the counts last. With a
// pattern (`--test-name-pattern`) it is about the tests that match it alone, and it is a failure when there are none.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

/** As it was given: test.mjs makes a regular expression of it in which case does not matter. */
const PATTERN = process.execArgv
  .find((option) => option.startsWith('--test-name-pattern='))
  ?.replace(/^--test-name-pattern=\/(.*)\/i$/s, '$1');
/** How Node before 22 reports a test that the pattern leaves out; later ones do not report it. */
const LEFT_OUT = 'test name does not match pattern';
const COUNTS = new Set(['tests', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms']);

/** @param {string} file */
function shown(file) {
  const plain = file.startsWith('file:') ? fileURLToPath(file) : file;
  return path
    .relative(process.cwd(), plain)
    .replace(/\/dist\/test\//, '/test/')
    .replace(/\.js$/, '.ts');
}

/** @param {string} text */
function indented(text) {
  return text.trimEnd().replace(/^/gm, '    ');
}

/**
 * Node wraps what a test threw in an error of its own, whose cause is the real one.
 * @param {Error & { cause?: unknown }} error
 */
function reasonOf(error) {
  const reason = error.cause ?? error.message;
  // An assertion's stack begins with its difference; its properties would say the same again, at length.
  if (reason instanceof Error && 'generatedMessage' in reason) return reason.stack ?? reason.message;
  return typeof reason === 'string' ? reason : inspect(reason);
}

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} source */
export default async function* reporter(source) {
  /** @type {string | undefined} */
  let file;
  let passed = 0;
  /** @type {string[]} */
  let notes = [];
  /** The tests being reported, outermost first. @type {string[]} */
  const names = [];
  let matched = 0;
  let leftOut = 0;
  /** What was begun in each file and has not ended: a file that was stopped does not say it. @type {Map<string, Set<string>>} */
  const running = new Map();

  /** @param {string | undefined} where @param {string} name */
  function stoppedAt(where, name) {
    if (!path.isAbsolute(name)) return [];
    const tests = (/** @type {Iterable<string>} */ names) => [...names].filter((each) => !path.isAbsolute(each));
    const own = tests(running.get(where ?? '') ?? []);
    // Tests that another file declares are told as of that one: then it is whatever runs.
    const names = own.length > 0 ? own : tests([...running.values()].flatMap((each) => [...each]));
    return names.length === 0 ? [] : [`    it was at: ${names.join(' > ')}\n`];
  }

  /**
   * @param {string} count
   * @param {number} value
   */
  function counted(count, value) {
    return String(count === 'tests' || count === 'skipped' ? value - leftOut : value);
  }

  /** @param {string | undefined} next */
  function* fileEnds(next) {
    if (next === file) return;
    if (file !== undefined && passed + notes.length > 0) {
      yield `${shown(file)}  ${String(passed)} passed\n`;
      for (const note of notes) yield note;
    }
    file = next;
    passed = 0;
    notes = [];
  }

  for await (const event of source) {
    switch (event.type) {
      case 'test:dequeue': {
        const { file: where = '', name } = event.data;
        running.set(where, (running.get(where) ?? new Set()).add(name));
        break;
      }
      case 'test:complete':
        running.get(event.data.file ?? '')?.delete(event.data.name);
        break;
      case 'test:start':
        names.length = event.data.nesting;
        names.push(event.data.name);
        break;
      case 'test:pass':
        yield* fileEnds(event.data.file);
        names.length = event.data.nesting;
        // A file in which nothing matches is a test that passes, to Node 24.
        if (event.data.details.type === 'suite' || path.isAbsolute(event.data.name)) break;
        if (event.data.skip === LEFT_OUT) {
          leftOut += 1;
          break;
        }
        matched += 1;
        if (event.data.skip !== undefined) {
          const why = typeof event.data.skip === 'string' ? event.data.skip : 'no reason given';
          notes.push(`  skipped: ${[...names, event.data.name].join(' > ')} (${why})\n`);
        } else passed += 1;
        break;
      case 'test:fail': {
        const { file: where, details, name, nesting, line } = event.data;
        yield* fileEnds(where);
        names.length = nesting;
        /** @type {Error & { failureType?: string }} */
        const error = details.error;
        if (error.failureType === 'subtestsFailed') break;
        matched += 1;
        const title = [...names, name].map((each) => (path.isAbsolute(each) ? shown(each) : each)).join(' > ');
        if (error.failureType === 'cancelledByParent') {
          notes.push(`  not run: ${title}\n`);
          break;
        }
        notes.push(
          `  FAILED: ${title}\n    at ${shown(where ?? '')}:${String(line ?? 0)}, after ${String(Math.round(details.duration_ms))} ms\n`,
          `${indented(reasonOf(error))}\n`,
          ...stoppedAt(where, name),
        );
        break;
      }
      case 'test:stdout':
      case 'test:stderr':
        yield event.data.message;
        break;
      case 'test:diagnostic': {
        const [count = ''] = event.data.message.split(' ');
        if (event.data.nesting === 0 && COUNTS.has(count)) {
          yield* fileEnds(undefined);
          yield `# ${count} ${counted(count, Number(event.data.message.slice(count.length)))}\n`;
        }
        break;
      }
      default:
        break;
    }
  }
  if (PATTERN !== undefined && matched === 0) {
    process.exitCode = 1;
    yield `no test has a name that matches "${PATTERN}"\n`;
  }
}
