const brand: unique symbol = Symbol.for('@k/error');

/**
 * The base of every error that this family throws.
 *
 * `retriable` and `refreshMetadata` are facts about the cause; what to do about them is decided where the call is made.
 */
export abstract class KafkaError extends Error {
  /** What `retriable` is of the errors of this class, unless one knows better. */
  static get retriable(): boolean {
    return false;
  }

  /** What `refreshMetadata` is of the errors of this class, unless one knows better. */
  static get refreshMetadata(): boolean {
    return false;
  }

  /** The same call may succeed later, unchanged. */
  readonly retriable: boolean = (this.constructor as typeof KafkaError).retriable;
  /** What is known about the cluster (leaders, brokers) is likely stale: refresh it before a retry. */
  readonly refreshMetadata: boolean = (this.constructor as typeof KafkaError).refreshMetadata;
  /** Marks errors of this family across duplicate installs of the package. */
  readonly [brand] = true;

  /** Whether `x` is an error of this family, also when it comes from another copy of this package. */
  static is(x: unknown): x is KafkaError {
    return x instanceof Error && brand in x;
  }
}
