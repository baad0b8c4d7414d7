import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions, UsageError } from '../src/options.ts';

const read = (...args: string[]) => readOptions(args, ['wire', 'group'], 2);

test('reads its options, and has defaults for all but the package', () => {
  assert.deepEqual(read('group'), { package: 'group', sample: 100, seed: 1, file: '', jobs: 2 });
  assert.deepEqual(read('wire', '--sample', '5', '--seed', '0', '--file', 'reader', '--jobs', '1'), {
    package: 'wire',
    sample: 5,
    seed: 0,
    file: 'reader',
    jobs: 1,
  });
});

test('says in one line what is wrong', () => {
  const says = (args: string[], message: RegExp) => {
    assert.throws(
      () => read(...args),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  };
  says([], /^which package\? There are wire, group$/);
  says(['groups'], /^no package "groups"; there are wire, group$/);
  says(['wire', 'group'], /one package at a time, not "group"/);
  says(['wire', '--sample', '0'], /--sample takes a whole number from 1 on, not "0"/);
  says(['wire', '--color'], /Unknown option '--color'/);
});
