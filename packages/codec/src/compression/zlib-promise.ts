/** The last argument of node:zlib's asynchronous functions. */
export type ZlibDone = (error: Error | null, result: Buffer) => void;

/** What such a function calls back with, as a promise. */
export function promiseOf(start: (done: ZlibDone) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
  });
}
