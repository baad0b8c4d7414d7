import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ALL_ROWS, GOAL_ROWS, type Verdict, verdictCells, verdictsOf } from '../src/goals.ts';
import { type Measurement, type Row, USUAL, produces, titleOf } from '../src/scenario.ts';
import type { Result } from '../src/table.ts';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

const BATCH: Row = { scenario: 'produce-batch', ...USUAL };

function measured(row: Row, client: string, kind: Result['kind'], cpuMicrosPerRecord: number): Result {
  const run = { recordsPerSecond: 1, cpuMicrosPerRecord, p50Ms: 1, p99Ms: 1, peakRssMb: 100 * cpuMicrosPerRecord };
  return { row, client, kind, label: client, newNode: true, runs: [run] };
}

describe('npm run bench:producer', () => {
  it('measures a row, and says so in JSON', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
    try {
      const json = path.join(folder, 'rows.json');
      const rows = ['--rows', 'produce-batch,transaction-100', '--clients', '@k,loop', '--keyed'];
      const little = ['--scale', '0.0001', '--runs', '1', '--json', json];
      await promisify(execFile)(process.execPath, [MAIN, 'producer', '--on', 'broker', ...rows, ...little]);
      const { cluster, results, goals } = JSON.parse(await readFile(json, 'utf8')) as {
        cluster: string;
        results: Result[];
        goals: Verdict[];
      };
      assert.equal(cluster, '@k/broker');
      const clients = results.filter(({ newNode }) => newNode).map(({ row, client }) => [row.scenario, client]);
      assert.deepEqual(clients, [
        ['produce-batch', '@k'],
        ['produce-batch', 'loop'],
        ['transaction-100', '@k'],
      ]);
      for (const { runs } of results) {
        const [run] = runs as [Measurement];
        assert.equal(runs.length, 1);
        for (const figure of [run.recordsPerSecond, run.cpuMicrosPerRecord, run.p50Ms, run.peakRssMb]) {
          assert.ok(Number(figure) > 0);
        }
      }
      assert.deepEqual(goals, [], 'none is about keys and six partitions');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the goals', () => {
  it('are met, or missed by so much', () => {
    const results = [
      measured(BATCH, '@k', 'ours', 0.3),
      measured(BATCH, 'slow', 'peer', 3),
      measured(BATCH, 'fast', 'peer', 2),
      measured(BATCH, 'loop', 'limit', 0.15),
    ];
    assert.deepEqual(
      verdictCells(verdictsOf(results)).map((line) => line.slice(2)),
      [
        ['goal', 'at most', 'is', ''],
        ['CPU, best JavaScript peer = 1', '0.12', '0.15', 'missed by 25 %'],
        ['CPU, loop = 1', '3', '2.00', 'met'],
        ['peak RSS, best JavaScript peer = 1', '1', '0.15', 'met'],
      ],
    );
  });

  it('that compare two rows of ours find both', () => {
    const many = { ...BATCH, keyed: true, partitions: 1000 };
    const results = [
      measured(many, '@k', 'ours', 3),
      measured({ ...BATCH, keyed: true }, '@k', 'ours', 2),
      measured(BATCH, '@k', 'ours', 1),
    ];
    assert.deepEqual(
      verdictsOf(results).map(({ is }) => is),
      [1.5],
    );
  });

  it('have all their rows in what --goals and --all measure, each once', () => {
    const titles = ALL_ROWS.map(titleOf);
    assert.equal(new Set(titles).size, titles.length);
    for (const row of GOAL_ROWS) assert.ok(titles.includes(titleOf(row)));
    const results = GOAL_ROWS.filter(produces).flatMap((row) => [
      measured(row, '@k', 'ours', 1),
      measured(row, 'kafkajs', 'peer', 1),
      measured(row, '@confluentinc/kafka-javascript', 'foreign', 1),
      measured(row, 'loop', 'limit', 1),
    ]);
    const ownGoals = verdictsOf(results).filter(({ figure }) => !figure.includes('RSS'));
    assert.equal(ownGoals.length, 13);
  });
});
