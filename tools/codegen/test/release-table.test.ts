import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSchema, releaseTable } from '../src/index.ts';
import { emitBrokerReleases, emitClientReleases } from '../src/emit-releases.ts';

const api = (key: number, name: string) =>
  parseSchema({
    key,
    name,
    target: 'any broker',
    about: 'A test.',
    versions: { 0: 'First.', 1: 'Second.', 2: 'Third.' },
    flexible: 2,
    request: {},
    response: {},
  });
const models = [api(0, 'Produce'), api(12, 'Heartbeat'), api(50, 'Rare')];
const releases = [{ name: '0.8', played: true }, { name: '1.0' }, { name: '4.0', played: true }];

describe('the table of releases', () => {
  test('gives clients what they may use, and the broker what it announces and takes', () => {
    const table = releaseTable(
      releases,
      [
        ['Produce', '0.8:0-0 1.0:0-1 4.0:0<1-2', { throttlesSince: 1 }],
        ['Heartbeat', '0.8:(0-0) 1.0:0-0 4.0:0-1'],
        ['Rare', '1.0:2-2 4.0:-'],
      ],
      models,
    );
    const clients = emitClientReleases(table);
    assert.match(clients, /KAFKA_RELEASES = \['0\.8', '1\.0', '4\.0'\]/);
    assert.match(
      clients,
      /\[0, '0\.8:0-0 1\.0:0-1 4\.0:1-2'\], \/\/ Produce\n {2}\[12, '1\.0:0-0 4\.0:0-1'\].*\n {2}\[50, '1\.0:2-2 4\.0:-'\]/,
    );
    assert.match(clients, /new Map\(\[\n {2}\[0, 1\], \/\/ Produce\n\]\)/);
    const broker = emitBrokerReleases(table, new Set([0, 12, 50]));
    assert.match(broker, /RELEASE_NAMES = \['0\.8', '4\.0'\]/);
    assert.match(
      broker,
      /\[0, '0-0 0<1-2'\], \/\/ Produce\n {2}\[12, '0-0 0-1'\], \/\/ Heartbeat\n {2}\[50, '- -'\], \/\/ Rare\n\];/,
    );
  });

  test('is refused where it does not fit the releases or the schemas, by row and release', () => {
    for (const [row, message] of [
      [['Prodce', '0.8:0-0'], /there is no API Prodce/],
      [['Produce', '0.8:0-0 2.0:0-1'], /Produce: "2\.0:0-1" begins with no release/],
      [['Produce', '0.8:0-0 4.0:0-2 1.0:0-1'], /Produce: 1\.0 comes too late/],
      [['Produce', '0.8:0-0 0.8:0-1'], /Produce: 0\.8 comes too late/],
      [['Produce', '0.8:0-0 4.0:0-3'], /Produce in 4\.0: the schema has versions 0 to 2, not 0-3/],
      [['Produce', '0.8:0-0 1.0:1-0'], /Produce in 1\.0: .* not 1-0/],
      [['Produce', '0.8:0-0 1.0:none'], /Produce in 1\.0: "none" is no range/],
      [['Produce', '0.8:0-0 1.0'], /Produce in 1\.0: "" is no range/],
      [['Produce', '0.8:0-0', { throttlesSince: 3 }], /Produce has no version 3 to throttle since/],
    ] as const) {
      assert.throws(() => releaseTable(releases, [row], models), message);
    }
  });
});
