import {
  batchHeader,
  CodecError,
  compressions,
  compressionTypes,
  crc32,
  crc32c,
  endOffset,
  hasGoodChecksum,
  magicOf,
  readBatches,
  RecordBatchWriter,
  stampOffset,
  stampProducer,
} from '@k/codec';
import { plain, toHex } from './plain.ts';

/** All that is in a record set, and how reading it ends. @param base64 what another client, or a broker, wrote */
export function readRecordSet(base64: string): string {
  const found: unknown[] = [];
  try {
    for (const batch of readBatches(fromBase64(base64))) {
      const { magic, baseOffset, lastOffset, compression, timestampType, maxTimestamp, producerId, isControl } = batch;
      found.push({ magic, baseOffset, lastOffset, compression, timestampType, maxTimestamp, producerId, isControl });
      for (const record of batch) {
        const { offset, timestamp, key, value, keyText, valueText, headers } = record;
        found.push({ offset, timestamp, key, value, keyText, valueText, headers });
      }
    }
  } catch (error) {
    found.push(reasonOf(error));
  }
  return JSON.stringify(plain(found));
}

const VALUES = Array.from({ length: 2000 }, (_, i) => `the value of record ${String(i)}, which is like the others`);

/** A batch of each compression, in hexadecimal digits. */
export function writeBatches(): Record<string, string> {
  const written = compressionTypes.map((compression) => {
    const writer = new RecordBatchWriter({ maxBytes: 2 ** 20, compression });
    for (const value of VALUES) writer.tryAppend(1_700_000_000_000, 'schlüssel', value, [{ key: 'k', value: null }]);
    return [compression, toHex(writer.seal())] as const;
  });
  return Object.fromEntries(written);
}

/** Looks at a sealed batch and changes it, in bytes that are no Buffer. */
export function stamp(): unknown[] {
  const writer = new RecordBatchWriter({ maxBytes: 1000 });
  writer.tryAppend(1_700_000_000_000, null, 'value');
  const bytes = Uint8Array.from(writer.seal());
  stampProducer(bytes, { producerId: 2n ** 60n, producerEpoch: 7, baseSequence: 9 });
  stampOffset(bytes, 2 ** 40, 3);
  const found = [batchHeader(bytes), hasGoodChecksum(bytes), endOffset(bytes, 0), magicOf(bytes), toHex(bytes)];
  bytes[70] = 1;
  return [plain(found), hasGoodChecksum(bytes)];
}

export const checksums = (base64: string): string =>
  [crc32, crc32c].map((sum) => String(sum(fromBase64(base64), 7))).join(' ');

/** How gzip reads what is damaged, too large, or of two members, here and off the event loop. */
export async function readGzip(): Promise<string[]> {
  const gzip = compressions.get('gzip');
  const one = gzip.compress(new Uint8Array(100_000).fill(97), { magic: 2 });
  const twice = Uint8Array.from([...one, ...one]);
  const damaged = one.map((byte, at) => (at === one.length - 6 ? byte ^ 1 : byte));
  const cases: [Uint8Array, number][] = [
    [one, Infinity],
    [one, 100_000],
    [one, 99_999],
    [one, 0],
    [twice, Infinity],
    [twice, 150_000],
    [damaged, Infinity],
    [Uint8Array.from([...one, 1]), Infinity],
    ...[0, 5, 15, one.length - 5].map((length): [Uint8Array, number] => [one.subarray(0, length), Infinity]),
  ];
  const found: string[] = [];
  for (const [source, maxBytes] of cases) {
    const options = { maxBytes, magic: 2 };
    const outcomes = await Promise.allSettled([
      Promise.resolve().then(() => gzip.decompress(source, options)),
      gzip.decompressAsync?.(source, options),
    ]);
    found.push(...outcomes.map((it) => (it.status === 'fulfilled' ? sumOf(it.value) : reasonOf(it.reason))));
  }
  return found;
}

const sumOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? 'nothing' : `${String(bytes.length)} bytes, checksum ${String(crc32c(bytes))}`;

/** Not its message: what libraries say of damage differs. */
function reasonOf(error: unknown): string {
  if (!(error instanceof CodecError)) return `no CodecError: ${String(error)}`;
  const { reason, batchPosition, offset } = error;
  return `CodecError: ${reason} at ${String(batchPosition)}, offset ${String(offset)}`;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
}
