import { KafkaError } from '@k/wire';

/** A `dataDir` cannot be read or written: which file, where in it, and what to do about it. */
export class StorageError extends KafkaError {
  override readonly name = 'StorageError';
  readonly path: string;

  constructor(path: string, message: string, options?: ErrorOptions) {
    super(`${path}: ${message}`, options);
    this.path = path;
  }
}
