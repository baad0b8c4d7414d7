import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isProgram, placeOf } from '../src/blocks.ts';
import { runProgram } from '../src/programs.ts';
import { allBlocks, programs } from '../src/texts.ts';

// On the Node that runs this: `npm run test:nodes` runs it on others too.
describe('the programs of the texts', { concurrency: 2 }, () => {
  for (const block of allBlocks().filter((each) => isProgram(each) && each.remarks.skip === undefined)) {
    it(`${placeOf(block)} runs as it is pasted`, { timeout: 120_000 }, async ({ signal }) => {
      const dir = path.join(programs, placeOf(block).replaceAll(/[^a-z0-9]+/gi, '-'));
      const { output, errors, exit } = await runProgram(block, dir, signal);
      // A program that minds SIGTERM ends by itself.
      const end = block.remarks.until === undefined || block.code.includes('SIGTERM') ? 0 : 'SIGTERM';
      assert.equal(exit, end, errors);
      assert.equal(errors, '');
      if (block.prints !== undefined) assert.equal(output, block.prints);
      if (block.code.includes('console.log')) assert.notEqual(output, '', 'it shows something');
    });
  }
});
