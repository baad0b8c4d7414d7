import { ErrorCode } from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Refusal } from '../state/placement.ts';
import { topicNameProblem } from '../state/topic.ts';
import type { ConfigTarget } from './alter-configs.ts';
import { brokerConfigProblem, minIsrProblem } from './broker-problem.ts';
import { clientMetricsProblem } from './client-metrics.ts';
import type { ConfigKey } from './config-key.ts';
import { CONFIG_RESOURCES } from './config-resources.ts';
import type { ConfigValues } from './config-values.ts';
import { MIN_ISR } from './configs.ts';
import { groupConfigProblem } from './group-problem.ts';

/** A resource whose settings are kept by the controller; or why it has none. */
export function configTarget(
  type: number,
  name: string,
  cluster: ClusterState,
  nodeId: number,
): ConfigTarget | Refusal {
  switch (type) {
    case CONFIG_RESOURCES.topic:
      return topicTarget(name, cluster);
    case CONFIG_RESOURCES.broker:
      return brokerTarget(name, cluster, nodeId);
    case CONFIG_RESOURCES.group:
      return groupTarget(name, cluster);
    case CONFIG_RESOURCES.clientMetrics:
      return clientMetricsTarget(name, cluster);
    default:
      return invalidRequest(`Unknown resource type ${String(type)}`);
  }
}

export function invalidRequest(message: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, message };
}

function invalidConfig(message: string | undefined): Refusal | undefined {
  return message === undefined ? undefined : { errorCode: ErrorCode.INVALID_CONFIG, message };
}

const NOTHING: ConfigValues = new Map();

function listDefault(keys: ReadonlyMap<string, ConfigKey>, name: string): string | undefined {
  const key = keys.get(name);
  return key?.type === 'list' ? (key.defaultValue ?? '') : undefined;
}

function topicTarget(name: string, cluster: ClusterState): ConfigTarget {
  const { configs } = cluster;
  const topic = cluster.topic(name);
  return {
    current: topic?.overrides ?? NOTHING,
    listDefault: (key) => listDefault(configs.topicKeys, key),
    problem(next) {
      if (name === '') return invalidRequest('Default topic resources are not allowed.');
      const nameProblem = topicNameProblem(name);
      if (nameProblem !== undefined) return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, message: nameProblem };
      const problem = invalidConfig(configs.topicProblem(next, cluster.controllerId));
      if (problem !== undefined || topic !== undefined) return problem;
      return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message: `The topic '${name}' does not exist.` };
    },
    commit(next) {
      topic?.alter(next);
    },
  };
}

/** The node that got the request looks after its own settings, and those of all. */
function brokerTarget(name: string, cluster: ClusterState, nodeId: number): ConfigTarget | Refusal {
  const { configs } = cluster;
  const id = name === '' ? undefined : Number(name);
  if (id !== undefined && !/^[+-]?\d+$/.test(name)) {
    return invalidRequest(`Node id must be an integer, but it is: ${name}`);
  }
  if (id !== undefined && id !== nodeId) {
    return invalidRequest(`Unexpected broker id, expected ${String(nodeId)}, but received ${name}`);
  }
  return {
    current: configs.brokers.dynamic(id),
    listDefault: (key) => listDefault(configs.brokerKeys, key),
    unknownOperation: (operation) => invalidRequest(`Unknown operations type ${String(operation)}`),
    noList: (key, operation) =>
      configs.brokerKeys.has(key)
        ? `Config value ${operation.toLowerCase()} is not allowed for config key: ${key}`
        : `Unknown config name: ${key}`,
    problem(next) {
      const message = brokerConfigProblem(next, configs, nodeId, id !== undefined);
      if (message !== undefined) return invalidRequest(message);
      return invalidConfig(minIsrProblem(configs.brokers.dynamic(id), next, configs, id !== undefined));
    },
    commit(next) {
      const hasOtherMinIsr = configs.brokers.dynamic(id).get(MIN_ISR) !== next.get(MIN_ISR);
      configs.setBroker(id, next);
      if (hasOtherMinIsr) for (const topic of cluster.topics) for (const each of topic.partitions) each.minIsrChanged();
    },
  };
}

function groupTarget(name: string, cluster: ClusterState): ConfigTarget {
  const { configs } = cluster;
  return {
    current: configs.group(name),
    // As on Kafka, whose controller does not know which are lists.
    listDefault: () => undefined,
    problem(next) {
      if (name === '') return invalidRequest('Default group resources are not allowed.');
      return invalidConfig(groupConfigProblem(next, configs, cluster.controllerId));
    },
    commit(next) {
      configs.setGroup(name, next);
    },
  };
}

function clientMetricsTarget(name: string, cluster: ClusterState): ConfigTarget {
  const { configs } = cluster;
  return {
    current: configs.clientMetrics.get(name) ?? NOTHING,
    // As for groups.
    listDefault: () => undefined,
    problem: (next) => clientMetricsProblem(name, next),
    commit(next) {
      configs.setClientMetrics(name, next);
    },
  };
}
