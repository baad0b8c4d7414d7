import { defineCrashSuite } from '../src/crash-suite.ts';

defineCrashSuite(5);
