import { execFile } from 'node:child_process';

/** What a program prints. @throws what it says when it fails, or that it took too long: then it is killed */
export function runWithin(limitMs: number, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // Killed for good: a client that is busy hears no SIGTERM.
    const options = { maxBuffer: 1 << 26, timeout: limitMs, killSignal: 'SIGKILL' } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.killed === true) reject(new Error(`stopped: it took longer than ${limitMs / 1000} s`));
      else reject(new Error(stderr.trim() || error.message));
    });
  });
}
