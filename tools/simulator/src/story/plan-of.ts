import { faultKind } from '../faults/faults.ts';
import type { ClientSpec, Fault, ReplicationSpec, Scenario } from '../scenario/scenario.ts';

/** What a run is made of, a line each. */
export function planOf({ seed, cluster, topics, clients, faults, loadMs }: Scenario): string[] {
  const { nodes, asVersion, transactionVersion, authorizer, latencyMs, replication } = cluster;
  return [
    `seed ${String(seed)}: ${String(nodes)} nodes of Kafka ${asVersion}, transaction.version ${String(transactionVersion)}` +
      `${authorizer ? ', with an authorizer' : ''}, ${latencyMs.join(' to ')} ms one way; ${String(loadMs)} ms of load`,
    ...(replication === undefined ? [] : [replicationLine(replication)]),
    ...topics.map(
      ({ name, partitions, replicationFactor, minInsyncReplicas, fate }) =>
        `  topic ${name}: ${String(partitions)} partitions, ${String(replicationFactor)} replicas, ` +
        `${String(minInsyncReplicas)} in sync at least, ${fate}`,
    ),
    ...clients.map(clientLine),
    ...faults.map(faultLine),
  ];
}

function replicationLine({ fetchDelayMs, lagTimeMaxMs, sessionMs }: ReplicationSpec): string {
  const delay = [fetchDelayMs].flat().join(' to ');
  return (
    `  followers fetch in ${delay} ms, are out of sync ${String(lagTimeMaxMs)} ms behind, ` +
    `and are taken for dead after ${String(sessionMs)} ms`
  );
}

export function faultLine(fault: Fault): string {
  const { kind, at, until, what } = fault;
  const when = until === undefined ? `at ${String(at)}` : `from ${String(at)} to ${String(until)}`;
  return `  fault ${when}: ${faultKind(kind).story(what)}`;
}

function clientLine({ kind, name, ...rest }: ClientSpec): string {
  const details = Object.entries(rest).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return `  ${kind} ${name}: ${details.join(', ').replaceAll('"', '')}`;
}
