// A hundred kills, and Kafka's own tool on the files. Run by main.ts with node's test runner; npm test kills a few times.
import { dumpLog } from './crash/dump-log.ts';
import { defineCrashSuite } from './crash-suite.ts';

dumpLog();
defineCrashSuite(Number(process.env['K_KILLS'] ?? 100));
