import { knownClasspath } from './classpath.ts';
import { findJava, findMaven } from './java.ts';
import { checkVersion } from './kafka-version.ts';

/**
 * Whether startKafka has what it needs on this machine: Java, and Maven unless the version was fetched before.
 * @throws MissingPrerequisiteError where it has not; Error where the version cannot be started anywhere
 */
export async function checkPrerequisites(version: string): Promise<void> {
  checkVersion(version);
  await findJava();
  if ((await knownClasspath(version)) === undefined) await findMaven();
}
