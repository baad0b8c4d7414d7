import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Cluster } from '@k/cluster';
import { KafkaConsumer, type KafkaConsumerOptions } from '../src/index.ts';
import { parseConsumerOptions } from '../src/options.ts';

const bootstrapServers = 'localhost:9092';

function refused(options: object, message: RegExp): void {
  assert.throws(() => new KafkaConsumer(options as KafkaConsumerOptions), { name: 'ConfigError', message });
}

describe('options', () => {
  it('names the wrong option, what it got and what it takes', () => {
    refused(
      { bootstrapServers, autoOffsetReset: 'smallest' },
      /KafkaConsumer: option "autoOffsetReset".*"earliest".*got "smallest"/,
    );
    refused({ bootstrapServers, fetchMinBytes: '1' }, /option "fetchMinBytes".*got "1"/);
    refused({ bootstrapServers, valueDeserializer: 'json' }, /option "valueDeserializer".*function/);
    refused({ bootstrapServers, groupID: 'g' }, /unknown option "groupID", did you mean "groupId"/);
    refused({}, /bootstrapServers/);
    for (const interceptors of [[{}], [{ onConsum: () => 1 }], [{ onCommit: 5 }], [() => 1]]) {
      refused({ bootstrapServers, interceptors }, /option "interceptors.0": expected { onConsume, onCommit }/);
    }
  });

  it('answers kafkajs’s names with ours', () => {
    for (const [theirs, ours] of Object.entries({
      brokers: 'bootstrapServers',
      fromBeginning: 'autoOffsetReset',
      readUncommitted: 'isolationLevel',
      autoCommit: 'enableAutoCommit',
      autoCommitInterval: 'autoCommitIntervalMs',
      rebalanceTimeout: 'maxPollIntervalMs',
      sessionTimeout: 'sessionTimeoutMs',
      partitionAssigners: 'partitionAssignors',
      minBytes: 'fetchMinBytes',
      maxBytes: 'fetchMaxBytes',
      maxBytesPerPartition: 'maxPartitionFetchBytes',
      maxWaitTimeInMs: 'fetchMaxWaitMs',
      allowAutoTopicCreation: 'allowAutoCreateTopics',
    })) {
      refused({ bootstrapServers, [theirs]: 1 }, new RegExp(`unknown option "${theirs}", did you mean "${ours}"\\?`));
    }
  });

  it('refuses pairs that contradict each other', () => {
    refused(
      { bootstrapServers, sessionTimeoutMs: 6_000, heartbeatIntervalMs: 6_000 },
      /heartbeatIntervalMs.*sessionTimeoutMs \(6000\)/,
    );
    refused({ bootstrapServers, groupInstanceId: 'one' }, /groupInstanceId.*groupId/);
    refused({ bootstrapServers, bufferMemory: 1_000 }, /maxPartitionFetchBytes.*bufferMemory \(1000 bytes\)/);
    const cluster = new Cluster({ bootstrapServers });
    refused({ cluster, bootstrapServers }, /option "bootstrapServers": expected it on the `cluster`/);
    refused({ cluster, requestTimeoutMs: 5 }, /option "requestTimeoutMs": expected it on the `cluster`/);
    refused({ cluster, clientId: 'x' }, /option "clientId": expected it on the `cluster`/);
  });

  it('takes the options of a cluster from the one that is given', () => {
    const cluster = new Cluster({ bootstrapServers, requestTimeoutMs: 1_234 });
    assert.equal(parseConsumerOptions({ cluster }).requestTimeoutMs, 1_234);
    assert.equal(parseConsumerOptions({ cluster, requestTimeoutMs: undefined }).requestTimeoutMs, 1_234);
  });

  it('tells all of them at once', () => {
    refused({ bootstrapServers, fetchMinBytes: 0, isolationLevel: 'dirty' }, /isolationLevel[\s\S]*fetchMinBytes/);
  });
});
