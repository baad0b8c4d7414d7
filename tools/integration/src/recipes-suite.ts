// The files of docs/replacing-docker, run as they stand: test runs in other languages that start `npx @k/broker`.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findMaven, MissingPrerequisiteError } from '@k/tool-kafka';
import { pythonPackages } from './foreign/programs.ts';

const run = promisify(execFile);

const RECIPES = fileURLToPath(new URL('../../../../docs/replacing-docker/', import.meta.url));
const BROKER = path.dirname(createRequire(import.meta.url).resolve('@k/broker/package.json'));
/** With what has to be fetched the first time. */
const LIMIT_MS = 600_000;

interface Recipe {
  readonly language: string;
  readonly folder: string;
  /** @returns the command that runs its tests. @throws MissingPrerequisiteError */
  readonly prepare: () => Promise<{ command: string; args: string[]; env?: Record<string, string> }>;
}

const TABLE: readonly Recipe[] = [
  {
    language: 'Go',
    folder: 'go',
    prepare: () => {
      if (spawnSync('go', ['version']).status !== 0) throw new MissingPrerequisiteError('Go is not on this machine');
      return Promise.resolve({ command: 'go', args: ['test', '-count=1', '-v', './...'] });
    },
  },
  {
    language: 'Java',
    folder: 'java',
    prepare: async () => ({ command: await findMaven(), args: ['-q', '-B', 'test'] }),
  },
  {
    language: 'Python',
    folder: 'python',
    prepare: async () => {
      const { python, folder } = await pythonPackages(path.join(RECIPES, 'python/requirements.txt'), console.error);
      const env = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
      return { command: python, args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], env };
    },
  },
];

describe('recipes of docs/replacing-docker', () => {
  let project: string;

  // As a project that has installed the package: npx finds its command there.
  before(async () => {
    project = await mkdtemp(path.join(tmpdir(), 'k recipes '));
    await writeFile(path.join(project, 'package.json'), '{ "private": true }');
    const installed = path.join(project, 'node_modules');
    await mkdir(path.join(installed, '@k'), { recursive: true });
    await mkdir(path.join(installed, '.bin'));
    await symlink(BROKER, path.join(installed, '@k/broker'), 'junction');
    await symlink('../@k/broker/dist/kafka-broker.js', path.join(installed, '.bin/kafka-broker'));
  });
  after(() => rm(project, { recursive: true, force: true }));

  for (const { language, folder, prepare } of TABLE) {
    it(`${language}: its tests pass, and nothing is left of the broker`, { timeout: LIMIT_MS }, async (t) => {
      const prepared = await prepare().catch((error: unknown) => {
        if (error instanceof MissingPrerequisiteError && process.env['CI'] !== 'true') return error;
        throw error;
      });
      if (prepared instanceof MissingPrerequisiteError) {
        t.skip(prepared.message);
        return;
      }
      const cwd = path.join(project, folder);
      await cp(path.join(RECIPES, folder), cwd, { recursive: true });
      const { command, args, env } = prepared;
      const ran = await run(command, args, { cwd, env: { ...process.env, ...env } });
      t.diagnostic(ran.stdout.trim().split('\n').at(-1) ?? '');
      assert.deepEqual(await commandsIn(project), []);
    });
  }
});

/** Processes whose command lies in this folder, where the system tells (Linux, macOS). */
async function commandsIn(folder: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-ww', '-A', '-o', 'command=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line.includes(folder) && line.includes('kafka-broker'));
}
