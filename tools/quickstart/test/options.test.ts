import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError, readOptions } from '../src/options.ts';

describe('the options of npm start', () => {
  it('have the defaults of the README', () => {
    const { bootstrapServer, records, size, topic, help } = readOptions([]);
    assert.deepEqual(
      { bootstrapServer, records, size, help },
      { bootstrapServer: undefined, records: 200_000, size: 100, help: false },
    );
    assert.match(topic, /^quickstart-\d+$/);
  });

  it('are read', () => {
    const args = ['--bootstrap-server', 'a:9092', '--records', '1_000', '--size=20', '--topic', 't'];
    assert.deepEqual(readOptions(args), {
      bootstrapServer: 'a:9092',
      records: 1000,
      size: 20,
      topic: 't',
      help: false,
    });
  });

  it('that are wrong are named in one line', () => {
    for (const [args, message] of [
      [['--record', '5'], /^Unknown option '--record'$/],
      [['--records', 'many'], /^--records takes a whole number from 1 to \d+, not "many"$/],
      [['--records', '0'], /^--records takes/],
      [['--size', '3'], /^--size takes a whole number from 12 to/],
      [['now'], /^Unexpected argument 'now'/],
    ] as const) {
      assert.throws(
        () => readOptions(args),
        (error) => error instanceof UsageError && message.test(error.message) && !error.message.includes('\n'),
      );
    }
  });
});
