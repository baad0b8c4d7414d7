// npm run schema-check [-- RELEASE ...]    compares packages/wire/schema with the definitions in the jars of Kafka
import { checkSchemas } from './check.ts';
import { RELEASES } from './release.ts';

const releases = process.argv.slice(2);
const wrong = releases.find((release) => !/^\d+\.\d+\.\d+$/.test(release));
if (wrong === undefined) {
  process.exitCode = await checkSchemas(releases.length > 0 ? releases : RELEASES, (line) => {
    console.log(line);
  });
} else {
  console.error(`"${wrong}" is no Kafka release. Usage: npm run schema-check -- [${RELEASES.join(' ')}]`);
  process.exitCode = 2;
}
