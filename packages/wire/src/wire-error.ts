import { KafkaError } from './kafka-error.ts';

/**
 * Bytes that are not the message they should be, or a message that cannot be written at the version asked for.
 * Never retriable: the same bytes give the same error.
 */
export class WireError extends KafkaError {
  override readonly name = 'WireError';
  /** The message concerned, e.g. `FetchResponse`; empty when a bare Reader or Writer was used. */
  readonly messageName: string;
  /** The field concerned, e.g. `responses[0].partitions[3].records`; empty when it is not one field. */
  readonly path: string;
  /** Byte position in the buffer that was read, or -1 when writing. */
  readonly offset: number;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(
    reason: string,
    place: { messageName?: string; version?: number; path?: string; offset?: number; cause?: unknown } = {},
  ) {
    const { messageName = '', version, path = '', offset = -1 } = place;
    const where = [
      messageName && (version === undefined ? messageName : `${messageName} v${String(version)}`),
      path && `field ${path}`,
      offset >= 0 && `byte ${String(offset)}`,
    ].filter(Boolean);
    super(
      where.length > 0 ? `${where.join(', ')}: ${reason}` : reason,
      'cause' in place ? { cause: place.cause } : undefined,
    );
    this.messageName = messageName;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}
