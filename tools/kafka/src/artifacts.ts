import { atLeast } from './kafka-version.ts';

export type Artifact = readonly [group: string, artifact: string, version: string];

/** The Maven artifacts of one Kafka: the broker, its command line tools, a log backend, and what Java 17 asks for. */
export function artifactsOf(version: string): Artifact[] {
  const artifacts: Artifact[] = [['org.apache.kafka', `kafka_${scalaOf(version)}`, version]];
  // The command line tools live outside the core jar from 3.0 on.
  if (atLeast(version, '3.0.0')) artifacts.push(['org.apache.kafka', 'kafka-tools', version]);
  return [...artifacts, ...logBackendOf(version), ...jdkGapsOf(version)];
}

/** Kafka Streams with a log backend. */
export function streamsArtifactsOf(version: string): Artifact[] {
  return [['org.apache.kafka', 'kafka-streams', version], ...logBackendOf(version)];
}

/** The newest Scala that a Kafka was built with. */
function scalaOf(version: string): string {
  if (atLeast(version, '2.4')) return '2.13';
  if (atLeast(version, '0.11')) return '2.12';
  return atLeast(version, '0.8.2') ? '2.11' : '2.10';
}

/** The core artifact brings only the logging API. */
function logBackendOf(version: string): Artifact[] {
  if (atLeast(version, '4.0')) {
    return ['log4j-core', 'log4j-slf4j-impl', 'log4j-1.2-api'].map((name) => [
      'org.apache.logging.log4j',
      name,
      '2.24.3',
    ]);
  }
  if (atLeast(version, '3.0')) return [['org.slf4j', 'slf4j-reload4j', '1.7.36']];
  return [['org.slf4j', 'slf4j-log4j12', atLeast(version, '0.9') ? '1.7.30' : '1.6.1']];
}

/** What an old Kafka took from the JDK of its day, or from a library that newer JDKs break. */
function jdkGapsOf(version: string): Artifact[] {
  // javax.xml.bind left the JDK with Java 11; brokers from 0.10.1 to 1.x make their cluster id with it.
  if (atLeast(version, '0.10') && !atLeast(version, '2.0')) return [['javax.xml.bind', 'jaxb-api', '2.3.1']];
  // The ZooKeeper clients from 3.4.13 to 3.5.7 hand on unresolved addresses on Java 14: one before, one after.
  if (atLeast(version, '2.0') && !atLeast(version, '2.5')) {
    return [['org.apache.zookeeper', 'zookeeper', atLeast(version, '2.4') ? '3.5.9' : '3.4.12']];
  }
  return [];
}
