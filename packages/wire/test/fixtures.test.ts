import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Fixture, fixtures, messageNamed, messages, plain, releases } from './support.ts';

/** `actual` without the fields that the release did not have; those have their defaults, as the bytes will show. */
function restricted(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.map((v, i) => restricted(v, expected[i]));
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
  return Object.fromEntries(
    Object.entries(expected).map(([key, field]) => [key, restricted((actual as Record<string, unknown>)[key], field)]),
  );
}

const label = (f: Fixture): string => `${f.message} v${String(f.version)}, ${f.case}`;

for (const release of releases) {
  describe(`bytes of kafka-clients ${release}`, () => {
    const all = fixtures(release);

    test('are of messages of ours, all of them', () => {
      const strange = new Set(all.map(({ message }) => message).filter((name) => !messages.has(name)));
      assert.deepEqual([...strange], []);
    });

    test('decode to what Kafka reads in them', () => {
      for (const f of all) {
        const decoded = plain(messageNamed(f.message).decode(f.version, Buffer.from(f.hex, 'hex')));
        assert.deepEqual(restricted(decoded, f.value), f.value, label(f));
      }
    });

    test('come out again when what was decoded is encoded', () => {
      for (const f of all) {
        const message = messageNamed(f.message);
        const decoded = message.decode(f.version, Buffer.from(f.hex, 'hex'));
        assert.equal(message.encode(f.version, decoded).toString('hex'), f.hex, label(f));
      }
    });

    test('are those of a message with nothing set, for the defaults', () => {
      for (const f of all.filter((fixture) => fixture.case === 'defaults')) {
        assert.equal(messageNamed(f.message).encode(f.version, {}).toString('hex'), f.hex, label(f));
      }
    });
  });
}

/** Messages, or versions of them, that no class of Kafka writes. */
const unproven: Record<string, string> = {
  'StickyAssignorUserData v0': 'Kafka has it as a schema inside the assignor, not as a generated class',
  'StickyAssignorUserData v1': 'the same',
};

test('the releases together hold every version of every message, but for those with a reason', () => {
  const seen = new Set(
    releases.flatMap((release) => fixtures(release)).map((f) => `${f.message} v${String(f.version)}`),
  );
  const missing: string[] = [];
  for (const { name, minVersion, maxVersion } of messages.values()) {
    for (let version = minVersion; version <= maxVersion; version++) {
      if (!seen.has(`${name} v${String(version)}`)) missing.push(`${name} v${String(version)}`);
    }
  }
  assert.deepEqual(missing.sort(), Object.keys(unproven).sort());
});
