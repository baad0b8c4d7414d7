import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { MATRIX, SUITES, type SuiteName, everythingOn, suiteFile, usualRuns } from '../src/suites.ts';

describe('the suites', () => {
  it('are files that were built', () => {
    for (const suite of Object.keys(SUITES) as SuiteName[]) assert.ok(existsSync(suiteFile(suite)), suite);
  });

  it('that a version cannot run are left out with the reason', () => {
    const { runs, skipped } = everythingOn(['0.9.0.1']);
    assert.deepEqual(runs, [{ suite: 'plain', version: '0.9.0.1' }]);
    assert.match(skipped.join('\n'), /the full suite is not run on Kafka 0\.9\.0\.1: .*record batches/);
  });

  it('reach every version without being asked', () => {
    assert.deepEqual(new Set(usualRuns().map(({ version }) => version)), new Set(MATRIX));
  });
});
