import {
  DescribeConfigs,
  ErrorCode,
  type DescribeConfigsRequest,
  type DescribeConfigsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { CONFIG_RESOURCES } from '../config/config-resources.ts';
import { describeBroker, describeClientMetrics, describeGroup, describeLoggers } from '../config/describe-configs.ts';
import { configAnswer, type DescribedConfig } from '../config/described-config.ts';
import type { Refusal } from '../state/placement.ts';
import { topicNameProblem } from '../state/topic.ts';
import { accessProblem } from './alter-resources.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type AskedResource = DescribeConfigsRequest['resources'][number];
type ResourceResult = NonNullable<MessageInit<DescribeConfigsResponse>['results']>[number];

/**
 * DescribeConfigs (32), v0-v4. The settings of topics, brokers (each its own, and those of all), groups and subscriptions to
 * metrics of clients, and the levels of loggers, with who set them.
 *
 * v1: where each comes from, synonyms (KIP-226). v2: answered before it is throttled. v3: types, documentation (KIP-569).
 * v4: flexible.
 * The documentation is this broker's own, in short; of a broker's settings it says where Kafka's is found. The loggers are
 * some of Kafka's.
 */
export const describeConfigs: ApiHandler<DescribeConfigsRequest, DescribeConfigsResponse> = {
  api: DescribeConfigs,
  minVersion: 0,
  maxVersion: 4,
  handle(request, context) {
    const terms = { ...request, version: context.version };
    return {
      results: request.resources.map((resource): ResourceResult => {
        const { resourceType, resourceName, configurationKeys } = resource;
        const described =
          accessProblem(AclOperation.DESCRIBE_CONFIGS, resource, context) ?? describe(resource, context);
        if ('errorCode' in described) {
          const { errorCode, message } = described;
          return { resourceType, resourceName, errorCode, errorMessage: message, configs: [] };
        }
        const wanted =
          configurationKeys === null || configurationKeys.length === 0 ? undefined : new Set(configurationKeys);
        const told = described.filter(({ name }) => wanted === undefined || wanted.has(name));
        return {
          resourceType,
          resourceName,
          errorCode: ErrorCode.NONE,
          errorMessage: '',
          configs: told.map((config) => configAnswer(config, terms)),
        };
      }),
    };
  },
};

function describe({ resourceType, resourceName }: AskedResource, context: RequestContext): DescribedConfig[] | Refusal {
  const { cluster, nodeId } = context;
  switch (resourceType) {
    case CONFIG_RESOURCES.topic:
      return describeTopic(resourceName, context);
    case CONFIG_RESOURCES.broker:
      return describeBroker(cluster.configs, resourceName, nodeId);
    case CONFIG_RESOURCES.brokerLogger:
      return describeLoggers(cluster.configs, resourceName, nodeId);
    case CONFIG_RESOURCES.clientMetrics:
      return describeClientMetrics(cluster.configs, resourceName);
    case CONFIG_RESOURCES.group:
      return describeGroup(cluster.configs, resourceName, nodeId);
    default:
      return {
        errorCode: ErrorCode.INVALID_REQUEST,
        message:
          'This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.',
      };
  }
}

function describeTopic(name: string, { cluster, nodeId }: RequestContext): DescribedConfig[] | Refusal {
  const problem = topicNameProblem(name);
  if (problem !== undefined) return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, message: problem };
  const topic = cluster.topic(name);
  if (topic === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message: '' };
  return cluster.configs.describeTopic(topic.overrides, nodeId);
}
