import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf } from '../check-docs.mjs';
import { withAddresses, withOrigin } from '../check-published.mjs';
import { addressOf, home } from '../home.mjs';

const protocol = addressOf('docs/protocol.md');

describe('what npm shows of a package', () => {
  it('has links that lead somewhere from there', () => {
    const readme = '[a](../../docs/protocol.md#keys), [b](#below), [c](https://zod.dev), [d](../codec), [e](schema)';
    assert.equal(
      withAddresses(readme, 'packages/wire'),
      `[a](${protocol}#keys), [b](#below), [c](https://zod.dev), [d](${home()}/tree/main/packages/codec), ` +
        `[e](${home()}/tree/main/packages/wire/schema)`,
    );
  });

  it('keeps code as it is', () => {
    const readme = '```ts\nhandlers[name](docs);\n```\n';
    assert.equal(withAddresses(readme, 'packages/wire'), readme);
  });

  it('follows the project to another address', () => {
    const former = 'https://example.com/old/k';
    assert.equal(
      withAddresses(`[a](${former}/blob/main/docs/protocol.md)`, 'packages/wire', former),
      `[a](${protocol})`,
    );
  });

  it('says where the package is from, after the licence', () => {
    const top = {
      author: 'somebody',
      license: 'Apache-2.0',
      repository: { type: 'git', url: 'git+https://example.com/us/k.git' },
    };
    const manifest = { name: '@k/wire', license: 'none', homepage: 'elsewhere', type: 'module' };
    assert.deepEqual(Object.entries(withOrigin(manifest, 'packages/wire', top)), [
      ['name', '@k/wire'],
      ['license', 'Apache-2.0'],
      ['author', 'somebody'],
      ['homepage', 'https://example.com/us/k/tree/main/packages/wire#readme'],
      ['bugs', { url: 'https://example.com/us/k/issues' }],
      ['repository', { ...top.repository, directory: 'packages/wire' }],
      ['type', 'module'],
    ]);
  });

  it('is checked like any link: an address of ours is a file of ours', () => {
    const problems = (/** @type {string} */ text) =>
      problemsOf('packages/wire/README.md', text, (path) => (path === 'docs/protocol.md' ? '' : undefined));
    assert.deepEqual(problems(`[a](${protocol})`), []);
    assert.equal(problems(`[a](${home()}/blob/main/docs/gone.md)`).length, 1);
  });
});
