import { readFileSync } from 'node:fs';

// Compiled, this file is in packages/simple/dist/test/support.
const file = new URL('../../../../../test-fixtures/codec/kafka-python-1.0.2.json', import.meta.url);

/** What `tools/python-fixtures/codec_fixtures.py` writes. */
export const kafkaPython = JSON.parse(readFileSync(file, 'utf8')) as {
  payloads: {
    name: string;
    payload: string;
    gzip: string;
    gzip1: string;
    snappy: string;
    snappyRaw: string;
    snappySmallBlocks: string;
    lz4OldKafka: string;
    lz4: string;
  }[];
  sets: {
    name: string;
    bytes: string;
    messages: { magic: number; attributes: number; key: string | null }[];
  }[];
};

export function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
