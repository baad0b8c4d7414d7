import { KafkaError } from '@k/wire';

/** Why a {@link CodecError} was thrown: what a caller decides by. */
export type CodecErrorReason =
  /** The bytes are damaged or lie: checksum, magic, a length or a count. Reading them again gives the same. */
  | 'corrupt'
  /** The bytes may be fine, but no codec is registered for their compression, or the format is not known here. */
  | 'unsupported'
  /** A limit of ours was met: decompressed size, or a number past 2^53 - 1. */
  | 'limit'
  /** The caller passed something that cannot be written, or used an object after its time. */
  | 'invalid-argument';

export interface CodecErrorInit {
  /** What kind of failure it is. */
  readonly reason: CodecErrorReason;
  /** Byte position of the batch in the bytes that were being read. */
  readonly batchPosition?: number | undefined;
  /** Base offset of the batch, or the offset of the record, as far as it was readable. */
  readonly offset?: number | undefined;
  /** The error it comes from. */
  readonly cause?: unknown;
}

/** Bytes that cannot be read, or a record that cannot be written. Never retriable: the same bytes fail again. */
export class CodecError extends KafkaError {
  override readonly name = 'CodecError';
  readonly reason: CodecErrorReason;
  /** Byte position of the batch in the bytes given to `readBatches`; -1 when no batch was being read. */
  readonly batchPosition: number;
  /** Base offset of the batch, or the record's offset; -1 when not known. */
  readonly offset: number;

  constructor(message: string, init: CodecErrorInit) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.reason = init.reason;
    this.batchPosition = init.batchPosition ?? -1;
    this.offset = init.offset ?? -1;
  }
}
