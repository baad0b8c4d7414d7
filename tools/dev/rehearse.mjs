// npm run release:rehearse    two whole releases, on a copy of this repository and on a registry that runs here
// Nothing leaves the machine: the copy's remote is a folder, and @k is that registry's. It takes verdaccio and lerna
// (tools/release, installed on demand) and the npm registry for what the packages depend on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { NO_OWNER } from './home.mjs';
import { Problem, capture, captureNpm, readJson, root, step, tail, workspaces } from './repo.mjs';

const NPM_CI = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];

/** The page names their versions; vitest 5 wants a newer Node than our oldest. */
const TEST_RUNNERS = ['vitest@4.1', 'jest@30.5'];

/** What users do first, with the broker in place of Kafka. */
const PROGRAM = `
import { createBroker } from '@k/broker';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';

const broker = await createBroker();
broker.createTopic('orders', { partitions: 1 });
const { bootstrapServers } = broker;
const producer = new KafkaProducer({ bootstrapServers, compressionType: 'zstd' });
await producer.send({ topic: 'orders', key: 'alice', value: 'a pound of tea' });
const consumer = new KafkaConsumer({ bootstrapServers, groupId: 'billing', autoOffsetReset: 'earliest' });
consumer.subscribe({ topics: ['orders'] });
for await (const record of consumer) {
  console.log(record.key.toString() + ': ' + record.value.toString());
  break;
}
await consumer.close();
await producer.close();
await broker.close();
`;

/** @returns {Promise<number>} */
export async function rehearse() {
  const place = mkdtempSync(path.join(tmpdir(), 'k-rehearsal-'));
  const start = performance.now();
  const registry = await startRegistry(path.join(place, 'registry'));
  try {
    const copy = path.join(place, 'k');
    await step('copying the repository', () => copyRepository(copy, place));
    await step('publish without an address is refused', async () => {
      setOwner(copy, NO_OWNER);
      const publish = ['tools/dev/release.mjs', 'publish', '--yes'];
      const { code, output } = await capture(process.execPath, publish, { cwd: copy });
      assert.match(output, /write the project's own address/);
      assert.equal(code, 1);
    });
    await step('installing what it takes', () => npm(NPM_CI, copy));
    await useRegistry(copy, registry.url);
    const app = path.join(place, 'app');
    mkdirSync(app);
    writeFileSync(path.join(app, '.npmrc'), `@k:registry=${registry.url}\n`);
    writeFileSync(path.join(app, 'package.json'), '{ "private": true }\n');
    writeFileSync(path.join(app, 'main.mjs'), PROGRAM);
    await release(copy, app, 'minor', registry.url);
    await release(copy, app, 'patch', registry.url);
    await step("the page's test runs under each test runner", () => testRunners(app));
  } catch (error) {
    console.error(`what was done is in ${place}`);
    throw error;
  } finally {
    registry.stop();
  }
  rmSync(place, { recursive: true });
  console.log(`two releases rehearsed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return 0;
}

/**
 * @param {string} copy
 * @param {string} app
 * @param {'minor' | 'patch'} kind
 * @param {string} registry
 */
async function release(copy, app, kind, registry) {
  const tool = (/** @type {string[]} */ ...args) => run(process.execPath, ['tools/dev/release.mjs', ...args], copy);
  await step(`release -- version ${kind}`, () => tool('version', kind, '--yes'));
  const version = await step('what it left behind is whole', () => checkVersion(copy));
  await step(`release -- publish (${version})`, () => tool('publish', '--yes', `--registry=${registry}`));
  await step('installing it in another project, and running a program', async () => {
    const wanted = ['broker', 'consumer', 'producer'].map((name) => `@k/${name}@latest`);
    await npm(['install', '--ignore-scripts', ...wanted], app);
    for (const name of readdirSync(path.join(app, 'node_modules/@k'))) {
      const dir = path.join(app, 'node_modules/@k', name);
      assert.equal(JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')).version, version, `@k/${name}`);
      assert.ok(!readdirSync(dir).includes('node_modules'), `@k/${name} has a node_modules of its own`);
    }
    assert.equal(await run(process.execPath, ['main.mjs'], app), 'alice: a pound of tea\n');
  });
}

/**
 * docs/getting-started.md has a test, and a table that says what node:test, vitest and jest want of it.
 * @param {string} app
 */
async function testRunners(app) {
  const page = readFileSync(path.join(root, 'docs/getting-started.md'), 'utf8');
  const sample = /^```js\n(?<code>[^`]*from 'node:test'[^]*?)^```/m.exec(page)?.groups?.code;
  assert.ok(sample, 'docs/getting-started.md has a test');
  const line = "import { test } from 'node:test';\n";
  assert.ok(sample.includes(line));
  const tests = path.join(app, 'tests');
  mkdirSync(tests);
  writeFileSync(path.join(tests, 'package.json'), '{ "private": true, "type": "module" }\n');
  const passes = async (/** @type {string} */ code, /** @type {string[]} */ args, /** @type {RegExp} */ passed) => {
    writeFileSync(path.join(tests, 'orders.test.js'), code);
    const env = { ...process.env, NO_COLOR: '1' };
    const result = await capture(process.execPath, args, { cwd: tests, env });
    if (result.code !== 0 || !passed.test(result.output)) throw new Problem(`${args.join(' ')}\n${result.output}`);
  };
  await passes(sample, ['--test'], /^(?:#|ℹ) pass 1$/m);
  await npm(['install', '--ignore-scripts', ...TEST_RUNNERS], tests);
  const vitest = path.join(tests, 'node_modules/vitest/vitest.mjs');
  await passes(sample.replace(line, "import { test } from 'vitest';\n"), [vitest, 'run'], /Tests +1 passed/);
  const jest = path.join(tests, 'node_modules/jest/bin/jest.js');
  await passes(sample.replace(line, ''), ['--experimental-vm-modules', jest], /Tests: +1 passed/);
}

/**
 * Versions, pins, lockfile, constants and layout agree, and all of it is committed, tagged and pushed.
 * @param {string} copy
 * @returns {Promise<string>} the version
 */
async function checkVersion(copy) {
  const git = (/** @type {string[]} */ ...args) => run('git', args, copy);
  /** @type {string} */
  const version = readJson(path.join(path.relative(root, copy), 'lerna.json')).version;
  for (const { dir, name } of workspaces()) {
    const manifest = JSON.parse(readFileSync(path.join(copy, dir, 'package.json'), 'utf8'));
    assert.equal(manifest.version, version, name);
    const pins = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.peerDependencies,
    });
    for (const [to, range] of pins) if (to.startsWith('@k/')) assert.equal(range, version, `${name} -> ${to}`);
  }
  assert.match(readFileSync(path.join(copy, 'packages/conn/src/options.ts'), 'utf8'), new RegExp(`'${version}'`));
  assert.match(readFileSync(path.join(copy, 'CHANGELOG.md'), 'utf8'), new RegExp(`^## ${version} \\(`, 'm'));
  assert.equal(await git('status', '--porcelain'), '');
  assert.equal((await git('ls-remote', 'origin', `refs/tags/v${version}`)).split('\n').length, 2, 'the tag is pushed');
  await npm([...NPM_CI, '--dry-run'], copy);
  const prettier = path.join(copy, 'node_modules/prettier/bin/prettier.cjs');
  const changed = (await git('diff', '--name-only', 'HEAD~1')).trim().split('\n');
  await run(process.execPath, [prettier, '--check', '--ignore-unknown', ...changed], copy);
  for (const check of ['check-lockfiles', 'check-published']) {
    await run(process.execPath, [`tools/dev/${check}.mjs`], copy);
  }
  return version;
}

/**
 * All that is not ignored, and what was built: the compiler goes on from there.
 * @param {string} copy
 * @param {string} place
 */
async function copyRepository(copy, place) {
  const files = (await run('git', ['ls-files', '-co', '--exclude-standard'], root)).trim().split('\n');
  const built = workspaces().map(({ dir }) => `${dir}/dist`);
  for (const file of [...files, ...built]) {
    const from = path.join(root, file);
    cpSync(from, path.join(copy, file), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(path.join(root, 'tools/release/node_modules'), path.join(copy, 'tools/release/node_modules'));
  await run('git', ['init', '-q', '--bare', path.join(place, 'remote.git')], place);
  await run('git', ['init', '-q', '-b', 'main'], copy);
  await run('git', ['remote', 'add', 'origin', path.join(place, 'remote.git')], copy);
  await run('git', ['config', 'user.name', 'rehearsal'], copy);
  await run('git', ['config', 'user.email', 'rehearsal@localhost'], copy);
  await commit(copy, 'the repository');
}

/**
 * Gives the copy an address, so that publish goes on, and the registry of this machine.
 * @param {string} copy
 * @param {string} url
 */
async function useRegistry(copy, url) {
  setOwner(copy, 'rehearsal');
  const npmrc = path.join(copy, '.npmrc');
  writeFileSync(
    npmrc,
    `${readFileSync(npmrc, 'utf8')}@k:registry=${url}\n${url.replace('http:', '')}:_authToken=none\n`,
  );
  await run(process.execPath, ['tools/dev/check-published.mjs', '--write'], copy);
  await commit(copy, 'an address');
  await run('git', ['push', '-q', '-u', 'origin', 'main'], copy);
}

/** @param {string} copy @param {string} owner */
function setOwner(copy, owner) {
  const file = path.join(copy, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.repository.url = `git+https://github.com/${owner}/k.git`;
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @param {string} copy @param {string} message */
async function commit(copy, message) {
  await run('git', ['add', '-A'], copy);
  await run('git', ['commit', '-q', '-m', message], copy);
}

/**
 * @param {string} dir
 */
async function startRegistry(dir) {
  mkdirSync(dir);
  const port = await freePort();
  const config = path.join(dir, 'config.yaml');
  writeFileSync(
    config,
    `storage: ${JSON.stringify(path.join(dir, 'packages'))}
auth: { htpasswd: { file: ${JSON.stringify(path.join(dir, 'htpasswd'))} } }
uplinks: {}
packages: { '@k/*': { access: $all, publish: $all } }
max_body_size: 50mb
log: { type: stdout, format: json, level: http }
`,
  );
  const verdaccio = path.join(root, 'tools/release/node_modules/verdaccio/bin/verdaccio');
  const child = spawn(process.execPath, [verdaccio, '--config', config, '--listen', `127.0.0.1:${String(port)}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // It warns of root, which many containers are.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const url = `http://127.0.0.1:${String(port)}/`;
  await step('starting a registry', async () => {
    const tooLate = setTimeout(() => child.kill('SIGKILL'), 120_000);
    /** @type {string[]} */
    const said = [];
    try {
      for await (const line of createInterface(child.stdout))
        if (said.push(line) && line.includes(url.slice(0, -1))) return;
    } finally {
      clearTimeout(tooLate);
    }
    throw new Problem(`verdaccio ended, or had two minutes, before it listened\n${tail(said.join('\n'), 20)}`);
  });
  child.stdout.resume();
  return { url, stop: () => child.kill() };
}

/**
 * None of those that the system gives to whoever asks for any port: it would be somebody's by the time that the registry starts.
 * @returns {Promise<number>}
 */
async function freePort() {
  for (;;) {
    const port = randomInt(16_000, 32_000);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function run(command, args, cwd) {
  const { code, output } = await capture(command, args, { cwd });
  if (code !== 0) throw new Problem(`${[command, ...args].join(' ')}\n${tail(output, 60)}`);
  return output;
}

/** @param {string[]} args @param {string} cwd */
async function npm(args, cwd) {
  const { code, output } = await captureNpm(args, cwd);
  if (code !== 0) throw new Problem(`npm ${args.join(' ')}\n${tail(output, 60)}`);
}
