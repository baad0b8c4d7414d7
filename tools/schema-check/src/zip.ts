import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;

/** The files of a zip archive (a jar) whose names match, with their contents. Reads no zip64: jars are small. */
export function* filesIn(archive: Buffer, names: RegExp): Generator<{ name: string; content: Buffer }> {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('no zip archive: it has no directory at its end');
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n--) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error(`a broken zip archive: no entry at byte ${String(at)}`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (names.test(name)) yield { name, content: contentOf(archive, at) };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  // The lengths in the header before the data may differ from those in the directory.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const data = archive.subarray(start, start + size);
  if (method === 0) return data;
  if (method !== 8) throw new Error(`compression method ${String(method)} in a zip archive`);
  return inflateRawSync(data);
}
