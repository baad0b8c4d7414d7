import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isProgram, placeOf } from '../src/blocks.ts';
import { commandErrors } from '../src/commands.ts';
import { allBlocks, programs, root } from '../src/texts.ts';
import { typeErrors } from '../src/types.ts';

const LANGUAGES = ['ts', 'js', 'sh', 'text', 'ini', 'yaml', 'json', 'html', 'go', 'java', 'python'];

describe('the code blocks of the texts', () => {
  const blocks = allBlocks();

  it('say what language they are in, text where it is none', () => {
    assert.deepEqual(blocks.filter(({ language }) => !LANGUAGES.includes(language)).map(placeOf), []);
  });

  it('compile as they are', () => {
    assert.deepEqual(typeErrors(blocks, path.join(programs, 'types')), []);
  });

  it('name commands, scripts and options that there are', () => {
    assert.deepEqual(commandErrors(blocks, root), []);
  });

  it('begin, in each README of a package, with a program that runs as it is pasted', () => {
    const first = new Map<string, string>();
    for (const block of blocks) {
      if (isProgram(block) && !first.has(block.file)) first.set(block.file, block.language);
    }
    assert.deepEqual(
      [...first].filter(([, language]) => language !== 'js').map(([file]) => file),
      [],
    );
  });

  it('are skipped with a reason only', (t) => {
    for (const block of blocks) {
      if (block.remarks.skip !== undefined) t.diagnostic(`${placeOf(block)} is not checked: ${block.remarks.skip}`);
    }
  });
});
