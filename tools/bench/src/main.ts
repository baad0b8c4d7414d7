// npm run bench    our clients beside others, each in a process of its own, on the same broker
import { ADMIN_USAGE, benchAdmin } from './admin/main.ts';
import { ASSIGNORS_USAGE, benchAssignors } from './assignors.ts';
import { BROKER_USAGE, benchBroker } from './broker/main.ts';
import { benchCodec, CODEC_USAGE } from './codec/main.ts';
import { benchConn, CONN_USAGE } from './conn/main.ts';
import { benchGroups, GROUPS_USAGE } from './groups/main.ts';
import { benchImport, IMPORT_USAGE } from './import.ts';
import { measureRows } from './measure.ts';
import { CONSUMER_ROWS, PRODUCER_ROWS, USAGE, UsageError, readOptions } from './options.ts';
import { benchWire, WIRE_USAGE } from './wire/main.ts';

const args = process.argv.slice(2);
try {
  if (args[0] === 'wire') await benchWire(args.slice(1));
  else if (args[0] === 'import') await benchImport(args.slice(1));
  else if (args[0] === 'assignors') benchAssignors(args.slice(1));
  else if (args[0] === 'admin') await benchAdmin(args.slice(1));
  else if (args[0] === 'broker') await benchBroker(args.slice(1));
  else if (args[0] === 'groups') await benchGroups(args.slice(1));
  else if (args[0] === 'codec') await benchCodec(args.slice(1));
  else if (args[0] === 'conn') await benchConn(args.slice(1));
  else if (args[0] === 'producer') await measureRows(readOptions(args.slice(1), PRODUCER_ROWS));
  else if (args[0] === 'consumer') await measureRows(readOptions(args.slice(1), CONSUMER_ROWS));
  else await measureRows(readOptions(args));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}. Usage: ${usageOf(args[0])}`);
  process.exitCode = 2;
}

function usageOf(part: string | undefined): string {
  if (part === 'wire') return WIRE_USAGE;
  if (part === 'conn') return CONN_USAGE;
  if (part === 'import') return IMPORT_USAGE;
  if (part === 'assignors') return ASSIGNORS_USAGE;
  if (part === 'admin') return ADMIN_USAGE;
  if (part === 'broker') return BROKER_USAGE;
  if (part === 'groups') return GROUPS_USAGE;
  return part === 'codec' ? CODEC_USAGE : USAGE;
}
