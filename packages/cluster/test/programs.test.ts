import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createBroker, type Broker } from '@k/broker';
import ts from 'typescript';

// Beside the compiled tests, where the packages are found by their names.
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../../..');
const dir = path.join(here, 'programs');

interface Program {
  readonly name: string;
  readonly code: string;
}

/** The blocks of a text that are programs: they begin with their imports. */
async function programsIn(file: string): Promise<Program[]> {
  const text = await readFile(path.join(root, file), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(import [\s\S]*?)^```$/gm)];
  return blocks.map(([, code = ''], i) => ({ name: `${file}, program ${i + 1}`, code }));
}

/** Compiled as strictly as a careful reader does it. @returns what the compiler says, and the JavaScript by file */
function compile(files: readonly string[]): { complaints: string[]; output: Map<string, string> } {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    skipLibCheck: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
  };
  const program = ts.createProgram(files, options);
  const output = new Map<string, string>();
  program.emit(undefined, (name, text) => output.set(path.basename(name), text));
  const complaints = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  return { complaints, output };
}

describe('the programs of the texts', async () => {
  const texts = ['packages/conn/README.md', 'packages/cluster/README.md', 'docs/observability.md'];
  const programs = (await Promise.all(texts.map(programsIn))).flat();
  let broker: Broker;
  before(async () => {
    const sasl = { users: { alice: 'the password' } };
    broker = await createBroker({ listeners: [{ name: 'OPEN' }, { name: 'SECURED', sasl }] });
    broker.createTopic('orders', { partitions: 2 });
    process.env['KAFKA_PASSWORD'] = 'the password';
    await mkdir(dir, { recursive: true });
  });
  after(async () => {
    delete process.env['KAFKA_PASSWORD'];
    await rm(dir, { recursive: true });
    await broker.close();
  });

  it('are there, the five lines for a secured cluster in each README among them', () => {
    assert.ok(programs.length >= 6, `${programs.length} programs`);
    for (const text of texts.slice(0, 2)) {
      assert.ok(
        programs.some(({ name, code }) => name.startsWith(text) && /ssl: true[\s\S]*sasl: \{/.test(code)),
        text,
      );
    }
  });

  it('compile as they are, and run against a broker', async (t) => {
    const files = programs.map((_, i) => path.join(dir, `program-${i}.ts`));
    await Promise.all(programs.map(({ code }, i) => writeFile(files[i] ?? '', code)));
    const { complaints, output } = compile(files);
    assert.deepEqual(complaints, []);
    const said = t.mock.method(console, 'log', () => undefined);
    const [open = ''] = broker.bootstrapServersOf('OPEN');
    const [secured = ''] = broker.bootstrapServersOf('SECURED');
    for (const [i, { name }] of programs.entries()) {
      // Elsewhere, and without TLS, for which there is no certificate here.
      const code = (output.get(`program-${i}.js`) ?? assert.fail(name))
        .replaceAll('localhost:9092', open)
        .replaceAll(/host: 'localhost',\s*port: 9092/g, asHostAndPort(open))
        .replaceAll('kafka.example:9093', secured)
        .replaceAll(/host: 'kafka\.example',\s*port: 9093/g, asHostAndPort(secured))
        .replaceAll('ssl: true', 'ssl: false');
      const file = path.join(dir, `program-${i}.mjs`);
      await writeFile(file, code);
      await assert.doesNotReject(import(pathToFileURL(file).href), name);
    }
    const words = said.mock.calls.map(({ arguments: all }) => all.join(' '));
    assert.ok(words.includes('orders 2 of 1 brokers') && words.includes('0 0'), words.join('; '));
    assert.equal(broker.connections.length, 0, 'every program closes what it opened');
  });
});

function asHostAndPort(address: string): string {
  const [host = '', port = ''] = address.split(':');
  return `host: '${host}', port: ${port}`;
}
