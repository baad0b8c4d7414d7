// node dist/src/planted/main.js [--last N] [NAME ...]
import { parseArgs } from 'node:util';
import { runPlanted } from './run-planted.ts';

const { values, positionals } = parseArgs({ options: { last: { type: 'string' } }, allowPositionals: true });
const isCaught = await runPlanted({
  names: positionals,
  ...(values.last === undefined ? {} : { last: Number(values.last) }),
  tell: (line) => {
    process.stdout.write(`${line}\n`);
  },
});
process.exitCode = isCaught ? 0 : 1;
