import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownBody } from '../../src/web/shown-body.ts';
import { shownBytes } from '../../src/web/shown-bytes.ts';

describe('bytes as a page shows them', () => {
  const cases: [what: string, bytes: Uint8Array, as: string, text: string][] = [
    ['text', Buffer.from('grüße\n\t'), 'text', 'grüße\n\t'],
    ['no bytes', Buffer.alloc(0), 'text', ''],
    ['an object', Buffer.from('{"a": [1]}'), 'json', '{"a": [1]}'],
    ['an array', Buffer.from(' [1]'), 'json', ' [1]'],
    ['a number', Buffer.from('17'), 'text', '17'],
    ['what only looks like JSON', Buffer.from('{a}'), 'text', '{a}'],
    ['what is no UTF-8', Buffer.from([0xc0, 0xaf]), 'hex', 'c0af'],
    ['an int64', Buffer.from([0, 0, 0, 0, 0, 0, 0, 65]), 'hex', '0000000000000041'],
  ];
  for (const [what, bytes, as, text] of cases) {
    it(`are ${as} when they are ${what}`, () => {
      assert.deepEqual(shownBytes(bytes), { as, text, byteLength: bytes.length });
    });
  }

  it('are cut where they are long, in no character', () => {
    const shown = shownBytes(Buffer.from(`a${'ü'.repeat(20_000)}`));
    assert.equal(shown?.as, 'text');
    assert.equal(shown.byteLength, 40_001);
    assert.match(shown.text, /^aü+$/);
    assert.ok(shown.text.length < 10_000);
    assert.equal(shownBytes(Buffer.alloc(100_000, 0))?.text.length, 16_384);
  });

  it('are null for a record without', () => {
    assert.equal(shownBytes(null), null);
  });
});

describe('a body as a page shows it', () => {
  it('has numbers where they are exact, and text where they are not', () => {
    assert.deepEqual(shownBody({ a: 5n, b: 2n ** 62n, c: NaN, d: null, e: undefined, f: true }), {
      a: 5,
      b: String(2n ** 62n),
      c: 'NaN',
      d: null,
      e: undefined,
      f: true,
    });
  });

  it('is cut where it is long or deep', () => {
    const shown = shownBody({ items: Array.from({ length: 60 }, (_, i) => i), text: 'x'.repeat(5_000) }) as {
      items: unknown[];
      text: string;
    };
    assert.equal(shown.items.length, 51);
    assert.equal(shown.items.at(-1), '… 10 more');
    assert.equal(shown.text.length, 2_001);
    let deep: unknown = 'end';
    for (let i = 0; i < 20; i++) deep = [deep];
    assert.match(JSON.stringify(shownBody(deep)), /^\[{8}"…"\]{8}$/);
  });
});
