import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as wire from '../src/index.ts';
import { ErrorCode, errorFactsByCode, errorFor, KafkaError, ProtocolError } from '../src/index.ts';

const packageFolder = new URL('../../', import.meta.url);

interface KafkaErrors {
  readonly errors: readonly { code: number; name: string; retriable: boolean; refreshMetadata: boolean }[];
}

const kafka = JSON.parse(
  readFileSync(new URL('../../test-fixtures/wire/errors/kafka-clients-4.4.0.json', packageFolder), 'utf8'),
) as KafkaErrors;

describe('the error codes beside Kafka 4.4.0', () => {
  test('have the numbers, the names and the two facts that Kafka itself has', () => {
    assert.ok(kafka.errors.length > 130);
    assert.equal(kafka.errors.length, Object.keys(ErrorCode).length);
    for (const theirs of kafka.errors) {
      const { name, retriable, refreshMetadata } = errorFor(theirs.code);
      const ours = errorFactsByCode(theirs.code);
      assert.deepEqual(
        [ours?.name, ours?.retriable, ours?.refreshMetadata],
        [theirs.name, theirs.retriable, theirs.refreshMetadata],
      );
      assert.deepEqual([retriable, refreshMetadata], [theirs.retriable, theirs.refreshMetadata], name);
    }
  });
});

describe('the class of each code', () => {
  test('is what errorFor makes, has the errno and the name under which it is exported', () => {
    for (const code of Object.values(ErrorCode)) {
      const error = errorFor(code, { topic: 't' });
      const Class = (wire as unknown as Record<string, new (context?: object) => ProtocolError>)[error.name];
      assert.ok(Class !== undefined, error.name);
      assert.equal(error.constructor, Class);
      assert.equal(Class.name, error.name);
      assert.ok(error instanceof Class && error instanceof ProtocolError && error instanceof KafkaError);
      assert.deepEqual([error.errno, error.code, (Class as unknown as { errno: number }).errno], [code, code, code]);
      assert.ok(error.stack?.startsWith(`${error.name}: `) ?? false, error.stack);
      assert.equal(new Class().code, code);
    }
  });

  test('an unknown code makes a bare ProtocolError with its number', () => {
    const error = errorFor(999);
    assert.equal(error.constructor, ProtocolError);
    assert.deepEqual([error.name, error.errno, error.errorName], ['ProtocolError', 999, 'UNKNOWN(999)']);
  });
});
