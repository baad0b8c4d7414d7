import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf } from '../check-docs.mjs';
import { namesOf, testsIn } from '../linked-tests.mjs';

const TEST = 'packages/x/test/a.test.ts';
const SOURCE = `
import { test, it, describe } from 'node:test';
const outside = { lingerMs: 5 };
test('waits for a moment', async () => {
  // maxBlockMs is only spoken of
  await send({ fetchMinBytes: 1 });
  emitter.on('committed', done);
});
for (const kind of ['a', 'b']) it(\`\${kind}: isn\\'t lost\`, () => use(kind).andThen());
describe('a group', () => {
  it('reads', async () => {
    for await (const record of consumer) use(record);
  });
});
`;

/** @param {string} file @param {string} text */
const problems = (file, text) => problemsOf(file, text, (path) => (path === TEST ? SOURCE : undefined));

/** @param {string} here @param {string} test @param {string} [home] */
const row = (here, test, home = 'x') =>
  problems(
    'docs/parity.md',
    `| seed | here | package | test | notes |\n|---|---|---|---|---|\n| \`s\` | ${here} | ${home} | ${test} |  |`,
  );

/** @param {string} title */
const link = (title) => `[${title}](../${TEST})`;

describe('the check of the docs', () => {
  it('names a link that leads nowhere, and a title that no test has', () => {
    assert.deepEqual(problems('README.md', 'see [this](docs/gone.md)'), [
      'README.md:1 links docs/gone.md, which is not there',
    ]);
    assert.deepEqual(problems('README.md', `\n[waits for an hour](${TEST})`), [
      `README.md:2 names the test "waits for an hour", which ${TEST} does not hold`,
    ]);
    // It stands in the file, but is the title of nothing.
    assert.equal(problems('README.md', `[is only spoken of](${TEST})`).length, 1);
  });

  it('takes a title without its quotes and holes, a path, and what is elsewhere', () => {
    for (const text of [
      `[waits for a moment](${TEST})`,
      `[isn’t lost](${TEST})`,
      `[a.test.ts](${TEST}#L3), [\`packages/x\`](${TEST})`,
      '[a page](https://kafka.apache.org/gone), [here](#below)',
      '```\n[code](nowhere.md)\n```',
    ]) {
      assert.deepEqual(problems('README.md', text), [], text);
    }
  });

  it('wants the name of a parity row in the test itself: not around it, and not in a comment', () => {
    assert.deepEqual(row('`fetchMinBytes`', link('waits for a moment')), []);
    assert.deepEqual(row('event `committed`', link('waits for a moment')), []);
    for (const name of ['lingerMs', 'maxBlockMs']) {
      assert.deepEqual(row(`\`${name}\``, link('waits for a moment')), [
        `docs/parity.md:3 the row of \`s\` links no test that uses ${name}`,
      ]);
    }
    assert.deepEqual(row('`for await (const record of consumer)`', link('reads')), []);
    assert.equal(row('`for await (const record of consumer)`', link('waits for a moment')).length, 1);
    assert.deepEqual(row('`use`', link('a group')), [], 'a group has what its tests have');
  });

  it('takes several tests together, and wants one for every name', () => {
    assert.deepEqual(
      row('`send({ fetchMinBytes })`, `andThen()`', `${link('waits for a moment')}, ${link('lost')}`),
      [],
    );
    for (const none of ['', '–']) {
      assert.deepEqual(row('`fetchMinBytes`', none), ['docs/parity.md:3 the row of `s` has no test']);
    }
    assert.deepEqual(row('to come', '–', '–'), []);
    assert.deepEqual(row('`WeakRef`', '–', '–'), [], 'of the language, of no package');
    assert.deepEqual(row('none', '–'), []);
  });
});

describe('names', () => {
  it('of a cell are its functions, classes and options, and not arguments and values', () => {
    const names = {
      '`new Thing(options)`, also as `Other`': ['Thing', 'Other'],
      '`poll({ timeoutMs, maxRecords })`': ['poll', 'timeoutMs', 'maxRecords'],
      '`subscribe({ topics \\| pattern })`': ['subscribe', 'topics', 'pattern'],
      '`snappyEncode(payload, { xerialCompatible = true, … })`': ['snappyEncode', 'xerialCompatible'],
      '`beginningOffsets(), endOffsets(a, b)`': ['beginningOffsets', 'endOffsets'],
      '`Fetch.request.encode(version, body)`': ['encode'],
      "`clientId`, by default `'k'`": ['clientId'],
      'the option table of the README': [],
    };
    for (const [cell, expected] of Object.entries(names)) assert.deepEqual(namesOf(cell), expected, cell);
  });

  it('of a test are those between its title and its end', () => {
    const [first] = testsIn(SOURCE);
    assert.equal(first?.title, 'waits for a moment');
    assert.deepEqual([...(first?.names ?? [])], ['send', 'fetchMinBytes', 'emitter', 'on', 'committed', 'done']);
  });
});
