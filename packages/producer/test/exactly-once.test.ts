import { test } from 'node:test';
import fc from 'fast-check';
import { weather } from './support/weather.ts';

const RUNS = Number(process.env['PRODUCER_PROPERTY_RUNS'] ?? 40);

test('exactly once, in order, in any weather', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        requestMishaps: fc.integer({ min: 0, max: 60 }),
        batchMishaps: fc.integer({ min: 0, max: 40 }),
        partitions: fc.integer({ min: 1, max: 3 }),
        brokers: fc.integer({ min: 1, max: 2 }),
        batchSize: fc.constantFrom(0, 150, 400, 16_384),
        lingerMs: fc.constantFrom(0, 0, 5),
        deliveryTimeoutMs: fc.constantFrom(600, 2_000, 120_000),
      }),
      weather,
    ),
    { numRuns: RUNS, seed: 20261130 },
  );
});
