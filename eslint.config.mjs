// typescript-eslint's strict rules with types, and the rules of this house (CONTRIBUTING.md, "Rules of the house").
import tseslint from 'typescript-eslint';

/** Files that are the outside world's side of `Runtime`: the only sources that may reach for time, sockets, chance. */
const RUNTIME_ON_NODE = ['packages/*/src/**/node-*.ts', 'packages/*/src/**/node.ts'];

const TESTS = ['**/test/**', 'tools/integration/src/**'];
const TOOLS = ['tools/**', 'examples/**'];

const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'No enum: a union of literals, or an `as const` object.',
};
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default export: a name is the same everywhere.',
};
const noBareRemoveAllListeners = {
  selector: "CallExpression[callee.property.name='removeAllListeners'][arguments.length=0]",
  message: 'Name the event: removeAllListeners() also removes the listeners of others.',
};
const viaRuntime =
  'Time, sockets and randomness come through Runtime, so that a test can hold them (docs/architecture.md).';

export default tseslint.config(
  {
    // Generated files are checked by the compiler and by their own tests.
    ignores: [
      '**/dist/**',
      '.tmp/**',
      'packages/wire/src/messages/**',
      'packages/codec/src/compression/zstd-binary.ts',
      'tools/bench/peers/**',
      'tools/integration/kerberos/**',
      'tools/release/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A default that throws or ignores on purpose is exhaustive; a union without one must name every member.
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/parameter-properties': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/unbound-method': 'error',
      // Numbers, bigints and booleans print as one expects; objects, null and undefined do not.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false, allowAny: false, allowRegExp: false },
      ],
      // `() => this.close()` as a callback is clearer than a block around it.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A class with only static members is refused; one that only holds a decorator or a constructor is not.
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true }],
      // `while (true)` with an exit inside is how a loop over a stream reads best.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noEnum, noDefaultExport, noBareRemoveAllListeners],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: RUNTIME_ON_NODE,
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'performance',
          'crypto',
          'fetch',
        ].map((name) => ({ name, message: viaRuntime })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: viaRuntime },
        { object: 'Math', property: 'random', message: viaRuntime },
        { object: 'process', property: 'hrtime', message: viaRuntime },
        { object: 'AbortSignal', property: 'timeout', message: viaRuntime },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...[
              'net',
              'tls',
              'dns',
              'dns/promises',
              'timers',
              'timers/promises',
              'dgram',
              'http',
              'https',
              'perf_hooks',
            ].map((name) => ({ name: `node:${name}`, message: viaRuntime, allowTypeImports: true })),
            // Hashes are pure; chance is not.
            {
              name: 'node:crypto',
              importNames: [
                'default',
                'randomBytes',
                'randomFill',
                'randomFillSync',
                'randomInt',
                'randomUUID',
                'webcrypto',
              ],
              message: viaRuntime,
              allowTypeImports: true,
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        noEnum,
        noDefaultExport,
        noBareRemoveAllListeners,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: viaRuntime },
        {
          selector:
            "CallExpression[callee.property.name='getBuiltinModule'] > Literal[value=/net|tls|dns|timers|dgram|http|perf_hooks/]",
          message: viaRuntime,
        },
      ],
    },
  },
  {
    files: [...TESTS],
    rules: {
      // A test that trips over its own `!` fails, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // node:test returns promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite', 'before', 'after'] },
          ],
        },
      ],
      // Fakes implement async interfaces without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  { files: [...TOOLS], rules: { 'no-console': 'off' } },
  {
    // Plain JavaScript with JSDoc types: the compiler checks it (tools/dev/tsconfig.json), and JSON.parse gives any there.
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/prefer-readonly': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/parameter-properties': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // What reads a default export by its place in a tool's configuration.
  { files: ['eslint.config.mjs', 'tools/dev/reporter.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
