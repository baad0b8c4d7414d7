import { Worker } from 'node:worker_threads';
import { ConfigError } from '@k/wire';
import type { FromWorker, ToWorker, WorkerTask } from './worker-messages.ts';

/** What is told of a thread. */
export interface ThreadEvents {
  readonly onMessage: (message: FromWorker) => void;
  /** It has ended. @param error - what it died of, if it says so */
  readonly onExit: (code: number, error: Error | undefined) => void;
}

export interface Thread {
  post(message: ToWorker): void;
  /** Whether it keeps the process alive. */
  ref(): void;
  unref(): void;
  terminate(): Promise<void>;
}

/** Beside this file, as it was built, or beside the file that it was joined into (ADR 0013). */
export function ownWorkerFile(): URL {
  // A bundle of CommonJS has none. By this name no bundler takes the file for one of its own.
  const here = import.meta.url as string | undefined;
  if (here !== undefined) return new URL('./node-consumer-worker.js', here);
  throw new ConfigError(
    'MultiProcessConsumer: "workerFile" is needed in a bundle: the file dist/node-consumer-worker.js of @k/simple, bundled too',
  );
}

export function startThread(file: URL | string, task: WorkerTask, { onMessage, onExit }: ThreadEvents): Thread {
  // A program that is text has a flag that says of what kind; a thread takes it over, and none for a file.
  const isText = process.execArgv.some((flag) => flag.startsWith('--input-type'));
  const worker = new Worker(file, { workerData: task, name: 'k-consumer', ...(isText ? { execArgv: [] } : {}) });
  let cause: Error | undefined;
  worker.on('message', onMessage);
  worker.on('error', (error: Error) => {
    cause = error;
  });
  worker.on('exit', (code) => {
    onExit(code, cause);
  });
  worker.unref();
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    ref: () => {
      worker.ref();
    },
    unref: () => {
      worker.unref();
    },
    terminate: async () => {
      await worker.terminate();
    },
  };
}
