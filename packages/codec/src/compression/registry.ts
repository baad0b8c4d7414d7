import { invalidArgument } from '../arguments.ts';
import type { CompressionFacts, CompressionFunctions, KafkaCodec } from './compression-codec.ts';
import { CodecError } from '../errors.ts';
import { gzip } from './gzip.ts';
import { lz4 } from './lz4.ts';
import { snappy } from './snappy.ts';
import { zstd } from './zstd.ts';

/** A row for each compression that Kafka has: all that is known of one is in its codec. */
const CODECS = [gzip, snappy, lz4, zstd] as const;

/** Kafka's names, as in `compression.type`. */
export type CompressionType = 'none' | (typeof CODECS)[number]['type'];

/** A codec to be registered: of one of Kafka's compressions, in place of ours. */
export interface CompressionCodec extends CompressionFunctions {
  readonly type: Exclude<CompressionType, 'none'>;
}

const NONE: CompressionFacts<'none'> = { type: 'none', id: 0, sinceProduce: 0, sinceKafka: '0.8' };
const FACTS: readonly CompressionFacts<CompressionType>[] = [NONE, ...CODECS];
const BY_ID: readonly (CompressionType | undefined)[] = FACTS.reduce<(CompressionType | undefined)[]>(
  (types, { id, type }) => ((types[id] = type), types),
  [],
);
const BY_TYPE: ReadonlyMap<string, CompressionFacts<CompressionType>> = new Map(FACTS.map((it) => [it.type, it]));
const CODEC_TYPES: readonly string[] = CODECS.map(({ type }) => type);

/** All names, 'none' first, then by id. */
export const compressionTypes: readonly CompressionType[] = FACTS.map(({ type }) => type);

/** Kafka's compressions with the codecs of this package, by id. What is in use is in the registry. */
export const kafkaCodecs: readonly KafkaCodec<Exclude<CompressionType, 'none'>>[] = CODECS;

/** The name of a compression id, the lowest three bits of a batch's attributes; undefined for 5 to 7. */
export function compressionTypeOf(id: number): CompressionType | undefined {
  return BY_ID[id];
}

/**
 * The id that batches carry: none 0, gzip 1, snappy 2, lz4 3, zstd 4.
 * @throws CodecError ('invalid-argument') for another name.
 */
export function compressionIdOf(type: CompressionType): number {
  return compressionFacts(type).id;
}

/**
 * The id of a compression, and the version of Produce that it needs.
 * @throws CodecError ('invalid-argument') for another name.
 */
export function compressionFacts(type: CompressionType): CompressionFacts<CompressionType> {
  const facts = BY_TYPE.get(type);
  if (facts === undefined) throw invalidArgument(`a compression is one of ${compressionTypes.join(', ')}`, type);
  return facts;
}

/** Codecs by Kafka's name. A writer or reader asks it once for each batch. */
export class CompressionRegistry {
  readonly #codecs = new Map<CompressionType, CompressionCodec>();

  constructor(codecs: readonly CompressionCodec[] = []) {
    // JavaScript callers, here and below.
    const given: unknown = codecs;
    if (!Array.isArray(given)) throw invalidArgument('the codecs of a registry are an array', given);
    for (const codec of codecs) this.register(codec);
  }

  /** Adds a codec, or replaces the one that was there. @throws CodecError ('invalid-argument') for what is none. */
  register(codec: CompressionCodec): this {
    const given: unknown = codec;
    if (typeof given !== 'object' || given === null) throw invalidArgument('a compression codec is an object', given);
    const { type } = codec;
    // 'none' has nothing to plug in.
    if (!CODEC_TYPES.includes(type)) {
      throw invalidArgument(`compression codec type must be one of ${CODEC_TYPES.join(', ')}`, type);
    }
    for (const name of ['compress', 'decompress']) {
      const part = partOf(codec, name);
      if (typeof part !== 'function') throw invalidArgument(`${name} of a codec is a function`, part);
    }
    this.#codecs.set(type, codec);
    return this;
  }

  /** Whether batches with this compression can be written and read; true for 'none'. */
  has(type: CompressionType): boolean {
    return type === 'none' || this.#codecs.has(type);
  }

  /**
   * The codec of a compression.
   * @throws CodecError ('unsupported') that says how to register one, or ('invalid-argument') for no name of one.
   */
  get(type: Exclude<CompressionType, 'none'>): CompressionCodec {
    const codec = this.#codecs.get(type);
    if (codec !== undefined) return codec;
    if (!CODEC_TYPES.includes(type)) throw invalidArgument(`a codec is for one of ${CODEC_TYPES.join(', ')}`, type);
    throw new CodecError(
      `no codec for ${type} compression: pass one to compressions.register({ type: '${type}', compress, decompress })`,
      { reason: 'unsupported' },
    );
  }
}

/** It may come from another copy of this package: it has to have what is used of a registry. */
export function checkRegistry(registry: CompressionRegistry | undefined): void {
  if (registry === undefined) return;
  const isRegistry = ['get', 'has'].every((name) => typeof partOf(registry, name) === 'function');
  if (!isRegistry) throw invalidArgument('compressions is a CompressionRegistry', registry);
}

/** JavaScript callers. */
function partOf(owner: object | null, name: string): unknown {
  return (owner as Readonly<Record<string, unknown>> | null)?.[name];
}

/** The registry used unless another one is passed: gzip, snappy, lz4 and zstd are registered. */
export const compressions: CompressionRegistry = new CompressionRegistry(CODECS);
