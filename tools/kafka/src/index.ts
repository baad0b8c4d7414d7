export { cacheFolder } from './classpath.ts';
export { findMaven, MissingPrerequisiteError } from './java.ts';
export { type KafkaOptions, type KafkaServer, startKafka } from './kafka-server.ts';
export { DEFAULT_VERSION } from './kafka-version.ts';
export { checkPrerequisites } from './prerequisites.ts';
