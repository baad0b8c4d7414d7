// Measures libraries on the Node that runs it; prints one JSON array. Arguments: rounds, milliseconds per slice.
import { measureLibraries } from './libraries.ts';

const [rounds = 5, sliceMs = 20] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await measureLibraries(rounds, sliceMs)));
