import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LeaderEpochs } from '../../src/log/leader-epochs.ts';

function epochsOf(...starts: readonly [epoch: number, startOffset: number][]): LeaderEpochs {
  const epochs = new LeaderEpochs();
  for (const [epoch, startOffset] of starts) epochs.assign(epoch, startOffset);
  return epochs;
}

function listed(epochs: LeaderEpochs): number[][] {
  return epochs.starts.map(({ epoch, startOffset }) => [epoch, startOffset]);
}

describe('the leader epochs of a log', () => {
  it('begin where the log ended; those that wrote nothing are forgotten', () => {
    const epochs = epochsOf([0, 0], [1, 0], [1, 5], [3, 7], [4, 7], [6, 9]);
    assert.deepEqual(listed(epochs), [[1, 0], [4, 7], [6, 9]]); // prettier-ignore
  });

  it('end where the next one begins, and the last one where the log ends', () => {
    const epochs = epochsOf([2, 10], [5, 20], [7, 30]);
    const endOf = (epoch: number): unknown[] | undefined => {
      const end = epochs.endOf(epoch, 33);
      return end && [end.epoch, end.endOffset];
    };
    assert.deepEqual(endOf(2), [2, 20]);
    assert.deepEqual(endOf(3), [2, 20], 'the largest that is not above');
    assert.deepEqual(endOf(5), [5, 30]);
    assert.deepEqual(endOf(7), [7, 33]);
    assert.deepEqual(endOf(8), undefined, 'newer than all');
    assert.deepEqual(endOf(0), [0, 10], 'older than all: where the log begins');
    assert.deepEqual(endOf(-1), undefined);
    assert.deepEqual(new LeaderEpochs().endOf(0, 0), undefined);
  });

  it('go with the end of the log, and move with its start', () => {
    const cut = epochsOf([0, 0], [1, 10], [2, 20]);
    cut.cutEnd(20);
    assert.deepEqual(listed(cut), [[0, 0], [1, 10]]); // prettier-ignore
    cut.cutEnd(15);
    assert.deepEqual(listed(cut), [[0, 0], [1, 10]]); // prettier-ignore
    cut.cutStart(12);
    assert.deepEqual(listed(cut), [[1, 12]]);
    cut.cutEnd(0);
    assert.deepEqual(listed(cut), []);
    cut.cutStart(50);
    assert.deepEqual(listed(cut), []);
  });

  it('are found by offset', () => {
    const epochs = epochsOf([0, 5], [1, 10], [4, 20]);
    assert.deepEqual([0, 5, 9, 10, 19, 20, 1000].map((offset) => epochs.epochOf(offset)), [0, 0, 0, 1, 1, 4, 4]); // prettier-ignore
    assert.equal(new LeaderEpochs().epochOf(0), -1);
  });
});
