import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createBroker, type Broker } from '@k/broker';
import { KafkaProducer } from '@k/producer';
import ts from 'typescript';
import type { Block } from './blocks.ts';

const PASSWORD = 'the password';

/** What a program did. */
export interface Run {
  readonly output: string;
  readonly errors: string;
  readonly exit: number | NodeJS.Signals | null;
}

/**
 * Runs a program as it stands in its text, in a process and with a broker of its own: two partitions of `orders`, and the
 * records that its remarks name. TypeScript is compiled first, JavaScript runs as it is.
 * @param dir a folder from which the packages are found by their names; made anew and removed
 * @param signal ends it
 */
export async function runProgram(block: Block, dir: string, signal: AbortSignal): Promise<Run> {
  await using broker = await createBroker({
    listeners: [{ name: 'OPEN' }, { name: 'SECURED', sasl: { users: { alice: PASSWORD } } }],
  });
  broker.createTopic('orders', { partitions: 1 });
  await store(broker, block.remarks.records);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  try {
    const password = path.join(dir, 'password');
    await writeFile(password, `${PASSWORD}\n`);
    const file = path.join(dir, 'program.mjs');
    await writeFile(file, atHome(javascriptOf(block), broker, password));
    return await run(file, block.remarks.until, signal);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function store(broker: Broker, records: Block['remarks']['records']): Promise<void> {
  const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers });
  for (const record of records) await producer.send(record);
  await producer.close();
}

function javascriptOf({ code, language }: Block): string {
  if (language !== 'ts') return code;
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(code, { compilerOptions: options }).outputText;
}

/** The addresses and the secret of the texts become those of here; without TLS, for which there is no certificate. */
function atHome(code: string, broker: Broker, password: string): string {
  const [open = ''] = broker.bootstrapServersOf('OPEN');
  const [secured = ''] = broker.bootstrapServersOf('SECURED');
  return code
    .replaceAll('localhost:9092', open)
    .replaceAll(/host: 'localhost',\s*port: 9092/g, asHostAndPort(open))
    .replaceAll('kafka.example:9093', secured)
    .replaceAll(/host: 'kafka\.example',\s*port: 9093/g, asHostAndPort(secured))
    .replaceAll('/run/secrets/kafka', password)
    .replaceAll('ssl: true', 'ssl: false');
}

function asHostAndPort(address: string): string {
  const [host = '', port = ''] = address.split(':');
  return `host: '${host}', port: ${port}`;
}

/** @param until a program that does not end: it gets SIGTERM once it has printed such a line */
function run(file: string, until: string | undefined, signal: AbortSignal): Promise<Run> {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, KAFKA_PASSWORD: PASSWORD, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let errors = '';
  let isTold = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const lines = output.split('\n').slice(0, -1);
    if (isTold || until === undefined || !lines.some((line) => line.includes(until))) return;
    isTold = true;
    child.kill('SIGTERM');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, endedBy) => {
      resolve({ output, errors, exit: endedBy ?? code });
    });
  });
}
