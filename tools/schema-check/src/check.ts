import { fileURLToPath } from 'node:url';
import { loadReleases, loadSchemas } from '@k/tool-codegen';
import { findMaven, MissingPrerequisiteError } from '@k/tool-kafka';
import { compare, type Comparison } from './compare.ts';
import { compareRanges } from './compare-ranges.ts';
import { definitionsOf, isFetched } from './jars.ts';
import { isNewer } from './release.ts';

const schemaFolder = fileURLToPath(new URL('../../../../packages/wire/schema', import.meta.url));

/**
 * Compares the schemas, and the table of releases, with the definitions in the jars of some releases, and prints what is otherwise.
 * @returns the exit code: 1 when something differs, or is missing that a release up to our newest has
 */
export async function checkSchemas(releases: readonly string[], log: (line: string) => void): Promise<number> {
  try {
    if (!releases.every(isFetched)) await findMaven();
  } catch (error) {
    if (!(error instanceof MissingPrerequisiteError)) throw error;
    log(error.message);
    // As with the suite on a real Kafka: where CI says it ran, it must have run.
    if (process.env['CI'] === 'true') return 1;
    log("the schemas were not compared with Kafka's definitions: skipped");
    return 0;
  }
  const schemas = await loadSchemas(schemaFolder);
  const models = schemas.map(({ model }) => model);
  const table = await loadReleases(schemaFolder, schemas);
  let wrong = 0;
  for (const release of releases) {
    const definitions = await definitionsOf(release, log);
    const comparison = compare(release, definitions, models);
    const ranges = compareRanges(release, definitions, table);
    for (const line of describe(release, comparison, ranges)) log(line);
    if (ranges.length > 0 || comparison.differences.length > 0 || (comparison.missing.length > 0 && !isNewer(release)))
      wrong++;
  }
  return wrong === 0 ? 0 : 1;
}

function describe(
  release: string,
  { missing, differences, messages, versions, fields }: Comparison,
  ranges: readonly string[],
): string[] {
  const size = `${String(messages)} messages at ${String(versions)} versions, ${String(fields)} fields`;
  return [
    `Kafka ${release}: ${size}; ${String(differences.length)} differences, ${String(missing.length)} missing`,
    ...differences.map((line) => `  ${line}`),
    ...missing.map((line) => `  missing: ${line}`),
    ...ranges.map((line) => `  tables/releases.ts: ${line}`),
  ];
}
