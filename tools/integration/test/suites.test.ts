import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import { MATRIX, SUITES, SUITE_NAMES, planRuns, suiteFile } from '../src/suites.ts';

const versionsOf = (suite: string): (string | undefined)[] =>
  planRuns(undefined, undefined)
    .runs.filter((run) => run.suite === suite)
    .map(({ version }) => version);

describe('the suites', () => {
  it('are files that were built', () => {
    for (const suite of SUITE_NAMES) assert.ok(existsSync(suiteFile(suite)), suite);
  });

  it('are run where they can be', () => {
    for (const suite of SUITE_NAMES) {
      for (const version of SUITES[suite].usual) {
        if (version !== undefined) assert.ok(atLeast(version, SUITES[suite].from), `${suite} ${version}`);
      }
    }
  });

  it('that a version cannot run are left out with the reason', () => {
    const { runs, skipped } = planRuns(undefined, ['0.8.2.2']);
    assert.deepEqual(runs, [{ suite: 'plain', version: '0.8.2.2' }]);
    assert.match(skipped.join('\n'), /the full suite is not run on Kafka 0\.8\.2\.2: .*record batches/);
    assert.deepEqual(planRuns('kerberos', ['0.8.2.2', '0.9.0.1']), {
      runs: [{ suite: 'kerberos', version: '0.9.0.1' }],
      skipped: ['the kerberos suite is not run on Kafka 0.8.2.2: SASL came with 0.9'],
    });
  });

  it('reach every version without being asked, and authenticate on each age that does it in its own way', () => {
    assert.deepEqual(versionsOf('plain'), MATRIX);
    assert.deepEqual(versionsOf('security'), [DEFAULT_VERSION, '0.10.0.1', '0.10.2.2', '1.1.1']);
  });

  it('that take more than a Kafka are run by their name only', () => {
    const unnamed = [...planRuns(undefined, undefined).runs, ...planRuns(undefined, MATRIX).runs];
    assert.deepEqual(
      new Set(unnamed.map(({ suite }) => suite)),
      new Set(['full', 'security', 'nodes', 'admin', 'recreation', 'replay', 'transactions', 'plain']),
    );
    assert.deepEqual(
      planRuns('kerberos', undefined).runs.map(({ version }) => version),
      SUITES.kerberos.usual,
    );
    assert.deepEqual(planRuns('foreign', undefined).runs, [{ suite: 'foreign', version: undefined }]);
    assert.deepEqual(planRuns('side-by-side', undefined).runs, [{ suite: 'side-by-side', version: undefined }]);
    assert.deepEqual(planRuns('foreign', ['4.4.0']).runs, [{ suite: 'foreign', version: '4.4.0' }]);
  });
});
