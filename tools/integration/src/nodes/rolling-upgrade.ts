import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import type { RequestEvent } from '@k/cluster';
import { atLeast } from '@k/tool-kafka';
import { EndTxn } from '@k/wire';
import { type Lab, PATIENCE_MS } from '../lab.ts';
import { valuesByPartition } from '../reading.ts';
import type { UpgradableTarget } from '../target.ts';
import { committedRecords } from '../transaction-outcomes.ts';
import { forgetsAnswers, workingOn } from './steady-work.ts';
import { ledBy, placedTopic, whole, without } from './whole.ts';

/** EndTxn of the second protocol of transactions (KIP-890). */
const FIRST_OF_PROTOCOL_2 = 5;
/** Every so many transactions one is aborted. */
const ABORTED = 3;

/** Brokers of two releases side by side, leaders and coordinators going from the one to the other, and clients that go on. */
export function rollingUpgrade(getLab: () => Lab<UpgradableTarget>): void {
  describe('a rolling upgrade', () => {
    it('in the middle of the work loses and doubles nothing; the next transactions go by the protocol of the new release', async () => {
      const lab = getLab();
      const { target } = lab;
      const { nodes } = target;
      const partitions = nodes.length;
      const placement = nodes.map(({ id }) => ledBy(lab, id));
      const config = { 'min.insync.replicas': '2' };
      const topic = await placedTopic(lab, placement, config);
      const ledger = await placedTopic(lab, placement, config);
      await using producer = lab.producer({
        acks: 'all',
        ...(forgetsAnswers(target.version) ? { requestTimeoutMs: 5_000 } : {}),
      });
      await using transactions = new Transactions(lab, ledger, partitions);

      await workingOn(lab, { topic, partitions, producer }, async (acknowledgedMore) => {
        const goesOn = async (): Promise<void> => {
          await Promise.all([acknowledgedMore(100), transactions.more(2 * ABORTED)]);
        };
        const first = nodes[0];
        for (const node of nodes) {
          await goesOn();
          // In good order: what it led goes to the others, old or new.
          await node.stop();
          await goesOn();
          await node.upgrade();
          await whole(lab);
          // What went to the new one goes back to those that are old still.
          if (node === first) await without(lab, node, 'stop', goesOn);
        }
        await goesOn();
        assert.ok(
          transactions.newestEnd < FIRST_OF_PROTOCOL_2,
          'no broker may do before what the cluster has not agreed on',
        );
        await target.finishUpgrade();
        if (atLeast(target.upgradesTo, '4.0')) await transactions.newProtocol();
        await goesOn();
        await transactions.stop();
      });

      const seen = valuesByPartition(await committedRecords(lab, ledger));
      for (let partition = 0; partition < partitions; partition++) {
        assert.deepEqual(seen.get(partition), transactions.committed, `partition ${partition}`);
      }
    });
  });
}

/** Transactions of one producer, one after the other: a record to each partition, every third aborted. */
class Transactions implements AsyncDisposable {
  /** The values of those that were committed. */
  readonly committed: string[] = [];
  /** The newest version of EndTxn so far. */
  newestEnd = -1;
  readonly #clientId: string;
  readonly #running: Promise<void>;
  readonly #told = new Set<() => void>();
  #ended = 0;
  #isStopped = false;

  constructor(lab: Lab, topic: string, partitions: number) {
    this.#clientId = lab.name('transactions');
    subscribe('@k/cluster:request', this.#onRequest);
    this.#running = this.#run(lab, topic, partitions);
    // Who waits for more of them is told.
    this.#running.catch(() => undefined);
  }

  readonly #onRequest = (message: unknown): void => {
    const { clientId, apiKey, apiVersion } = message as RequestEvent;
    if (clientId === this.#clientId && apiKey === EndTxn.key) this.newestEnd = Math.max(this.newestEnd, apiVersion);
  };

  async #run(lab: Lab, topic: string, partitions: number): Promise<void> {
    await using producer = lab.producer({
      clientId: this.#clientId,
      transactionalId: lab.name('id'),
      requestTimeoutMs: 5_000,
      // So often it looks whether the cluster has been upgraded.
      metadataMaxAgeMs: 1_000,
    });
    for (let n = 0; !this.#isStopped; n++) {
      const value = String(n);
      const isAborted = n % ABORTED === 0;
      await producer.beginTransaction();
      const records = Array.from({ length: partitions }, (_, partition) => ({ topic, partition, value }));
      await producer.sendMany(records);
      if (isAborted) await producer.abortTransaction();
      else await producer.commitTransaction();
      if (!isAborted) this.committed.push(value);
      this.#ended += 1;
      for (const told of this.#told) told();
      this.#told.clear();
    }
  }

  async #until(enough: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!enough()) {
      if (Date.now() > deadline) throw new Error(`waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
      await Promise.race([this.#running, new Promise<void>((resolve) => this.#told.add(resolve))]);
    }
  }

  /** Resolves when so many more than now have ended. @throws what ended them all */
  async more(count: number): Promise<void> {
    const wanted = this.#ended + count;
    await this.#until(() => this.#ended >= wanted, `${count} more transactions`);
  }

  /** Resolves when one has gone by the second protocol. */
  async newProtocol(): Promise<void> {
    await this.#until(() => this.newestEnd >= FIRST_OF_PROTOCOL_2, 'one of the second protocol');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    unsubscribe('@k/cluster:request', this.#onRequest);
    // What ended them was told to who waited for more.
    await this.stop().catch(() => undefined);
  }
}
