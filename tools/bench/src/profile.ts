import { readFile } from 'node:fs/promises';
import { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';

/** V8's profiler of this process, from when it is made. */
export class Profiler {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.start');
  }

  stop(): object {
    let profile: object | undefined;
    // Answered before post() returns: the session is with this very thread.
    this.#session.post('Profiler.stop', (_, result) => (profile = result.profile));
    if (profile === undefined) throw new Error('the profiler did not answer');
    return profile;
  }
}

/** The part of V8's .cpuprofile that is used: nodes of the call tree, and which was on top at each sample. */
interface CpuProfile {
  readonly nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

/** @returns lines of the functions that took most time themselves, with their share */
export async function topFunctions(file: string, count: number): Promise<string[]> {
  const profile = JSON.parse(await readFile(file, 'utf8')) as CpuProfile;
  return rankFunctions(profile, count);
}

export function rankFunctions({ nodes, samples, timeDeltas }: CpuProfile, count: number): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const micros = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? '(unknown)';
    micros.set(name, (micros.get(name) ?? 0) + (timeDeltas[i] ?? 0));
  }
  micros.delete('(idle)');
  // The profiler's own work: without a file, and since Node 24 with one.
  micros.delete('dispatch');
  for (const name of micros.keys()) if (name.includes('  node:inspector:')) micros.delete(name);
  let total = 0;
  for (const each of micros.values()) total += each;
  return [...micros]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, each]) => `${((each / total) * 100).toFixed(1).padStart(5)} %  ${name}`);
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  // Enough of the path to know whose it is.
  return `${name}  ${file.split('/').slice(-4).join('/')}:${lineNumber + 1}`;
}
