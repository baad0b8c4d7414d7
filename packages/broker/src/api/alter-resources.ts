import { ErrorCode } from '@k/wire';
import { CONFIG_OPERATIONS, changedConfigs, type ConfigChange } from '../config/alter-configs.ts';
import { alterLoggers } from '../config/alter-loggers.ts';
import { AclOperation } from '../access/acl.ts';
import { refusalMessage } from '../access/access.ts';
import { CONFIG_RESOURCES } from '../config/config-resources.ts';
import { configTarget, invalidRequest } from '../config/config-targets.ts';
import type { Refusal } from '../state/placement.ts';
import type { RequestContext } from './handler.ts';

interface AlteredResource {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly {
    readonly name: string;
    readonly value: string | null;
    readonly configOperation?: number;
  }[];
}

interface AlterTerms {
  readonly validateOnly: boolean;
  /** Whether the changes come on top of what there is. */
  readonly isIncremental: boolean;
}

interface AlterResult {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/**
 * Changes the settings of resources, each by itself. One that is named twice is not changed, and all of its namings are
 * answered. Kafka: ConfigAdminManager.
 */
export function alterResources(
  resources: readonly AlteredResource[],
  terms: AlterTerms,
  context: RequestContext,
): AlterResult[] {
  const times = new Map<string, number>();
  const idOf = ({ resourceType, resourceName }: AlteredResource): string => `${String(resourceType)} ${resourceName}`;
  for (const resource of resources) times.set(idOf(resource), (times.get(idOf(resource)) ?? 0) + 1);
  return resources.map((resource): AlterResult => {
    const { resourceType, resourceName } = resource;
    const refusal = times.get(idOf(resource)) === 1 ? alter(resource, terms, context) : NAMED_TWICE;
    const { errorCode, message } = refusal ?? { errorCode: ErrorCode.NONE, message: '' };
    return { resourceType, resourceName, errorCode, errorMessage: message === '' ? null : message };
  });
}

const NAMED_TWICE = invalidRequest('Each resource must appear at most once.');

function alter(
  resource: AlteredResource,
  { validateOnly, isIncremental }: AlterTerms,
  context: RequestContext,
): Refusal | undefined {
  const { resourceType, resourceName, configs } = resource;
  const { cluster, nodeId } = context;
  const changes = configs.map(({ name, value, configOperation = CONFIG_OPERATIONS.set }) => ({
    name,
    value,
    configOperation,
  }));
  const malformed = changesProblem(changes);
  if (malformed !== undefined) return malformed;
  const refused = accessProblem(AclOperation.ALTER_CONFIGS, resource, context);
  if (refused !== undefined) return refused;
  if (resourceType === CONFIG_RESOURCES.brokerLogger && isIncremental) {
    return alterLoggers(cluster.configs.loggers, { name: resourceName, nodeId, changes, validateOnly });
  }
  const target = configTarget(resourceType, resourceName, cluster, nodeId);
  if ('errorCode' in target) return target;
  const next = isIncremental
    ? changedConfigs(target, changes)
    : new Map(changes.map(({ name, value }) => [name, value ?? '']));
  if ('errorCode' in next) return next;
  const problem = target.problem(next);
  if (problem === undefined && !validateOnly) target.commit(next);
  return problem;
}

/** Whether the settings of a resource may be seen or changed: those of topics and groups by themselves, all others with the cluster. */
export function accessProblem(
  operation: number,
  { resourceType, resourceName }: { readonly resourceType: number; readonly resourceName: string },
  { access }: RequestContext,
): Refusal | undefined {
  const errorCode =
    resourceType === CONFIG_RESOURCES.topic
      ? access.topic(operation, resourceName)
      : resourceType === CONFIG_RESOURCES.group
        ? access.group(operation, resourceName)
        : access.cluster(operation);
  return errorCode === ErrorCode.NONE ? undefined : { errorCode, message: refusalMessage(errorCode) ?? '' };
}

function changesProblem(changes: readonly ConfigChange[]): Refusal | undefined {
  if (new Set(changes.map(({ name }) => name)).size < changes.length) {
    return invalidRequest('Error due to duplicate config keys');
  }
  const empty = changes.filter(
    ({ value, configOperation }) => value === null && configOperation !== CONFIG_OPERATIONS.delete,
  );
  if (empty.length === 0) return undefined;
  return invalidRequest(`Null value not supported for : ${empty.map(({ name }) => name).join(', ')}`);
}
