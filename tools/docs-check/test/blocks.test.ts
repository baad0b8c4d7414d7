import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { blocksOf, isProgram } from '../src/blocks.ts';
import { commandErrors } from '../src/commands.ts';
import { runProgram } from '../src/programs.ts';
import { programs, root } from '../src/texts.ts';
import { typeErrors } from '../src/types.ts';

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;
const remark = (text: string): string => `<!-- docs-check\n${text}\n-->\n\n`;

describe('docs-check', () => {
  it('finds blocks with their lines, their remarks and what they print', () => {
    const text = `# A page\n\n${remark('records: orders {"a": 1}\nuntil: done')}${fenced('js', "import 'x';")}\nIt prints:\n\n${fenced('text', 'done')}`;
    const [program, output] = blocksOf('page.md', text);
    assert.deepEqual(program, {
      file: 'page.md',
      line: 9,
      language: 'js',
      code: "import 'x';\n",
      remarks: { records: [{ topic: 'orders', value: '{"a": 1}' }], until: 'done' },
      prints: 'done\n',
    });
    assert.equal(output?.language, 'text');
    assert.throws(() => blocksOf('page.md', remark('skipp: it') + fenced('js', '1')), /page\.md:6.*"skipp: it"/);
  });

  it('tells the line of a type error, with code around the block or without', () => {
    const text = [
      fenced('ts', "import { murmur2 } from '@k/producer';\n\nmurmur2(1);"),
      remark('around:\nconst one = {\n…\n};\nconst s: string = one.a;') + fenced('ts', 'a: 1,'),
      remark('around: declare const b: number;') + fenced('ts', 'b.c;'),
      remark('skip: it is wrong on purpose') + fenced('ts', 'd.e;'),
      fenced('js', "import { a } from 'node:fs';"),
    ].join('\n');
    const blocks = blocksOf('page.md', text);
    assert.deepEqual(blocks.map(isProgram), [true, false, false, false, true]);
    const errors = typeErrors(blocks, path.join(programs, 'blocks-types'));
    const expected = [
      "page.md:4: Argument of type 'number'",
      "page.md:18: Type 'number' is not assignable",
      "page.md:24: Property 'c' does not exist",
      `page.md:36: Module '"node:fs"' has no exported member 'a'`,
    ];
    assert.equal(errors.length, expected.length, errors.join('\n'));
    for (const [i, start] of expected.entries()) assert.ok(errors[i]?.startsWith(start), errors.join('\n'));
  });

  it('tells commands, scripts, packages and options that there are not', () => {
    const commands = [
      'npm start && npm run kafka -- --port 1 # fine',
      'npm run nothing',
      'npm test -- --nothing',
      'npx kafka-decode --requests a | npx other',
      'npm install @k/producer @k/nothing',
      'node tools/dev/nothing.mjs',
      'make it',
    ];
    assert.deepEqual(commandErrors(blocksOf('page.md', fenced('sh', commands.join('\n'))), root), [
      'page.md:3: the root\'s package.json has no script "nothing"',
      'page.md:4: its sources know no option --nothing',
      'page.md:5: no package of ours has a command other',
      'page.md:6: there is no package @k/nothing',
      'page.md:7: there is no tools/dev/nothing.mjs',
      'page.md:8: make is nothing that docs-check knows',
    ]);
  });

  it('runs a program that does not end until it has printed what it was to print', async ({ signal }) => {
    const code = `import { KafkaConsumer } from '@k/consumer';
const consumer = new KafkaConsumer({ bootstrapServers: 'localhost:9092', autoOffsetReset: 'earliest' });
consumer.assign([{ topic: 'orders', partition: 0 }]);
for await (const record of consumer) console.log(String(record.value));`;
    const [program] = blocksOf(
      'page.md',
      remark('records: orders one\nrecords: orders two\nuntil: two') + fenced('js', code),
    );
    assert.ok(program !== undefined);
    const { output, exit } = await runProgram(program, path.join(programs, 'blocks-run'), signal);
    assert.deepEqual([output, exit], ['one\ntwo\n', 'SIGTERM']);
  });
});
