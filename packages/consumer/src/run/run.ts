import { wrongArgument } from '@k/wire';
import { CallScope } from '../call-scope.ts';
import type { ConsumerEngine } from '../engine.ts';
import type { AnyHandler } from './handling.ts';
import { type BatchOptions, type Handler, type RunOptions, runSettings } from './run-options.ts';
import { Runner, type RunnerInit } from './runner.ts';

/** See {@link KafkaConsumer.run}. */
export async function run<K, V, B extends boolean | BatchOptions>(
  engine: ConsumerEngine<K, V>,
  handler: Handler<K, V, B>,
  options: RunOptions<B>,
): Promise<void> {
  if (typeof handler !== 'function') {
    throw wrongArgument('KafkaConsumer: run()', 'handler', 'a function (record, { signal, attempt })', handler);
  }
  const settings = runSettings(options);
  const { cluster, assignment, fetcher, delivery, finished, tell, warnings } = engine;
  const { bufferMemory, maxPartitionFetchBytes, maxPollRecords, groupId } = engine.settings;
  const { batch } = settings;
  const { maxRecords = maxPollRecords, maxBytes = Infinity } = typeof batch === 'boolean' ? {} : batch;
  const init: Omit<RunnerInit<K, V>, 'scope'> = {
    clock: cluster.runtime.clock,
    random: cluster.runtime.random,
    clientId: cluster.settings.clientId,
    groupId,
    settings,
    batch: batch === false ? null : { maxRecords, maxBytes },
    budget: fetcher.budget,
    shareOf: (partitions) => Math.max(maxPartitionFetchBytes, bufferMemory / Math.max(1, partitions)),
    // Gets what the option `batch` says, as its type does.
    handler: handler as AnyHandler<K, V>,
    assignment,
    delivery,
    memory: finished,
    tell,
    warn: (error) => {
      warnings.add(error);
    },
    check: () => {
      engine.check('loop');
    },
    foundNothing: () => {
      engine.foundNothing();
    },
  };
  await delivery.run(() => CallScope.open(engine, 'handlers', (scope) => new Runner({ ...init, scope }).run()));
}
