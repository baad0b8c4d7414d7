#!/usr/bin/env node
import { run } from './run.ts';

// Who waits for the ready line may close the pipe as soon as it has it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await run(process.argv.slice(2));
