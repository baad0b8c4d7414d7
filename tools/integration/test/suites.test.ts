import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import { MATRIX, SUITES, type SuiteName, everythingOn, suiteFile, usualRuns } from '../src/suites.ts';

describe('the suites', () => {
  it('are files that were built', () => {
    for (const suite of Object.keys(SUITES) as SuiteName[]) assert.ok(existsSync(suiteFile(suite)), suite);
  });

  it('that a version cannot run are left out with the reason', () => {
    const { runs, skipped } = everythingOn(['0.8.2.2']);
    assert.deepEqual(runs, [{ suite: 'plain', version: '0.8.2.2' }]);
    assert.match(skipped.join('\n'), /the full suite is not run on Kafka 0\.8\.2\.2: .*record batches/);
  });

  it('reach every version without being asked', () => {
    assert.deepEqual(new Set(usualRuns().map(({ version }) => version)), new Set(MATRIX));
  });

  it('authenticate without being asked on each age that does it in its own way', () => {
    const secured = usualRuns().filter(({ suite }) => suite === 'security');
    assert.deepEqual(
      secured.map(({ version }) => version),
      [DEFAULT_VERSION, '0.10.0.1', '0.10.2.2', '1.1.1'],
    );
  });
});
