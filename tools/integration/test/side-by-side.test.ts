import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CALLERS } from '../src/side-by-side/callers.ts';
import { DIFFERENCES, expectedHere } from '../src/side-by-side/differences.ts';
import { checkSideNames, isWanted } from '../src/side-by-side/names.ts';
import { normal } from '../src/side-by-side/normal.ts';
import { titleOf, wordsOf } from '../src/side-by-side/session.ts';
import { SESSIONS } from '../src/side-by-side/sessions.ts';
import { formatTranscript, parseTranscript, recorded } from '../src/side-by-side/transcript.ts';

const place = { servers: ['127.0.0.1:40000', '127.0.0.1:40001'], saslServers: ['127.0.0.1:40002'], dir: '/tmp/side' };

describe('what is said to both sides', () => {
  it('is told from what is another thing at every start', () => {
    const said = [
      'id D9z-kGkRTmCzXw1_5sQb7A at 127.0.0.1:40001, by SASL 127.0.0.1:40002, port 40000, not 400001   ',
      'org.apache.kafka.common.errors.GroupNotEmptyException: /tmp/side/file',
      '\tat org.apache.kafka.tools.TopicCommand.main(TopicCommand.java:1)',
      '{"documentation":"It is \\"one\\" of many","other": {"documentation": "Two"}, "last":{"documentation":null}}',
      'member app-0f8fad5b-d9cb-469f-a165-70867728950e of 1790000000000, written at 1577836800000',
    ].join('\n');
    assert.equal(
      normal(said, place),
      [
        'id <id> at <broker 1>, by SASL <broker 0 by SASL>, port <port 0>, not 400001',
        'org.apache.kafka.common.errors.GroupNotEmptyException: <dir>/file',
        '{"documentation":"<words>","other": {"documentation": "<words>"}, "last":{"documentation":null}}',
        'member app-<uuid> of <time>, written at 1577836800000',
      ].join('\n'),
    );
  });

  it('is kept as a session at a prompt', () => {
    const transcript = new Map([
      ['kafka-topics --list', 'orders\n  and $ others'],
      ['kafka-topics --delete --topic orders', ''],
      ['kafka-topics --list (after that)', 'two\n\nlines'],
    ]);
    assert.deepEqual(parseTranscript(formatTranscript(transcript)), transcript);
    assert.deepEqual(parseTranscript(''), new Map());
  });

  it('is split into words, of which quotes hold some together', () => {
    assert.deepEqual(wordsOf(`tool --topic 'a b' --name x=[y,z] ''`), [
      'tool',
      '--topic',
      'a b',
      '--name',
      'x=[y,z]',
      '',
    ]);
  });

  it('is chosen by name, or by the first part of names', () => {
    checkSideNames(['java', 'java-topics', 'kafkajs']);
    assert.throws(() => {
      checkSideNames(['java-top']);
    }, /there is no client "java-top", but java-topics, /);
    assert.deepEqual(
      [isWanted('java-topics', ['java']), isWanted('kafkajs', ['java']), isWanted('any', [])],
      [true, false, true],
    );
  });
});

describe('the record of a real Kafka', () => {
  it('has what every session says, in its order, and nothing else', async () => {
    for (const { name, steps } of SESSIONS) {
      const asked = steps.flatMap((step) => (typeof step === 'string' ? [step] : 'act' in step ? [] : [titleOf(step)]));
      assert.deepEqual([...(await recorded(`java-${name}`)).keys()], asked, name);
    }
  });

  it('differs from what is expected of @k/broker where a difference is listed, and nowhere else', async () => {
    const session = `java-${SESSIONS[0]?.name ?? ''}`;
    const [[asked, said] = ['', '']] = await recorded(session);
    assert.deepEqual(expectedHere('none', asked, said), { said, reasons: [] });
    const names = [...SESSIONS.map(({ name }) => `java-${name}`), ...CALLERS.map(({ name }) => name)];
    const records = await Promise.all(names.map(async (name) => [name, await recorded(name)] as const));
    const all = records.flatMap(([name, record]) =>
      [...record].map(([what, told]) => [`${name}: ${what}`, told] as const),
    );
    for (const { where, reason, here } of DIFFERENCES) {
      assert.ok(reason.length > 20, reason);
      assert.ok(
        all.some(([what, told]) => where.test(what) && here(told) !== told),
        `it changes nothing: ${reason}`,
      );
    }
  });
});
