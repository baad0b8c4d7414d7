import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withRelease } from '../set-version.mjs';

it('a release takes what stands under the unreleased heading, and leaves that heading for the next', () => {
  assert.equal(
    withRelease('# Changelog\n\n## Unreleased\n\n- new\n\n## 0.1.0 (2026-01-01)\n\n- old\n', '0.2.0', '2026-02-01'),
    '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-02-01)\n\n- new\n\n## 0.1.0 (2026-01-01)\n\n- old\n',
  );
});
