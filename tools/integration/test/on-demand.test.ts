import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ON_DEMAND, type OnDemandName, onDemandFile, runsOnDemand } from '../src/on-demand.ts';
import { MATRIX, everythingOn, usualRuns } from '../src/suites.ts';

describe('the suites on demand', () => {
  it('are files that were built', () => {
    for (const suite of Object.keys(ON_DEMAND) as OnDemandName[]) assert.ok(existsSync(onDemandFile(suite)), suite);
  });

  it('are in no run that does not name them', () => {
    const unnamed = [...usualRuns(), ...everythingOn(MATRIX).runs].map(({ suite }) => suite as string);
    for (const suite of Object.keys(ON_DEMAND)) assert.ok(!unnamed.includes(suite), suite);
  });

  it('leave out versions that cannot run them, with the reason', () => {
    const { runs, skipped } = runsOnDemand('kerberos', ['0.8.2.2', '0.9.0.1']);
    assert.deepEqual(runs, [{ suite: 'kerberos', version: '0.9.0.1' }]);
    assert.deepEqual(skipped, ['the kerberos suite is not run on Kafka 0.8.2.2: SASL came with 0.9']);
    assert.deepEqual(
      runsOnDemand('kerberos').runs.map(({ version }) => version),
      ON_DEMAND.kerberos.versions,
    );
  });
});
