import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { filesIn } from '../src/index.ts';

/** An archive of files, as a jar is one; checksums are left out. */
function zip(files: Record<string, { content: string; deflated: boolean }>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, { content, deflated }] of Object.entries(files)) {
    const data = deflated ? deflateRawSync(content) : Buffer.from(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(name.length, 26);
    // The directory has no such extra bytes: they are to be skipped by what stands here.
    header.writeUInt16LE(4, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(deflated ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    const file = Buffer.concat([header, Buffer.from(name), Buffer.alloc(4), data]);
    at += file.length;
    parts.push(file);
    directory.push(entry, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

test('the files of an archive whose names match are read', () => {
  const archive = zip({
    'common/message/A.json': { content: '{"a": 1}'.repeat(50), deflated: true },
    'common/Other.class': { content: 'x', deflated: true },
    'common/message/B.json': { content: '{}', deflated: false },
  });
  const files = [...filesIn(archive, /^common\/message\/\w+\.json$/)].map(({ name, content }) => [
    name,
    String(content),
  ]);
  assert.deepEqual(files, [
    ['common/message/A.json', '{"a": 1}'.repeat(50)],
    ['common/message/B.json', '{}'],
  ]);
});

test('what is no archive is an error', () => {
  assert.throws(() => [...filesIn(Buffer.from('<html>not found</html>'), /./)], /no zip archive/);
});
