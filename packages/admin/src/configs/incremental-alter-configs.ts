import { z } from '@k/runtime';
import { IncrementalAlterConfigs, parseOptions, wrongArgument, type IncrementalAlterConfigsRequest } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { alterResources, type AlterConfigsOptions } from './alter-resources.ts';
import {
  type ConfigResource,
  isNamed,
  RESOURCE_EXPECTED,
  resourceFields,
  showConfigResource,
} from './config-resource.ts';

/** What changes of a resource's configurations; those that are not named stay as they are. */
export interface ConfigAlteration extends ConfigResource {
  /** Values to set: `{ 'retention.ms': '86400000' }`. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Names of those that go back to their default. */
  readonly delete?: readonly string[] | undefined;
  /** What to add to lists, unless it is there: `{ 'cleanup.policy': ['compact'] }`. */
  readonly append?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What to take from lists, if it is there. */
  readonly subtract?: Readonly<Record<string, readonly string[]>> | undefined;
}

const CALL = 'incrementalAlterConfigs()';
const lists = z.record(z.string(), z.array(z.string()).min(1).readonly()).readonly().optional();
const alterations = z.strictObject({
  alterations: z
    .array(
      z
        .strictObject({
          ...resourceFields,
          set: z.record(z.string(), z.string()).readonly().optional(),
          delete: z.array(z.string().min(1)).readonly().optional(),
          append: lists,
          subtract: lists,
        })
        .refine(isNamed, RESOURCE_EXPECTED),
    )
    .readonly(),
});
type Operations = IncrementalAlterConfigsRequest['resources'][number]['configs'];
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3] as const;

export async function incrementalAlterConfigs(
  calls: AdminCalls,
  changes: readonly ConfigAlteration[],
  options?: AlterConfigsOptions,
): Promise<ResourceMap<ConfigResource, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, alterations, { alterations: changes }).alterations;
  const altered = checked.map((change) => [change, operationsOf(change)] as const);
  return alterResources(
    calls,
    { name: CALL, argument: 'alterations', changes: altered, options },
    IncrementalAlterConfigs.name,
    (request, body) => request(IncrementalAlterConfigs, body),
  );
}

/** @throws ConfigError when nothing is to change, or one configuration in two ways */
function operationsOf(change: ConfigAlteration): Operations {
  const { set = {}, delete: deleted = [], append = {}, subtract = {} } = change;
  const listed = (values: readonly string[]): string => values.join(',');
  const operations = [
    ...Object.entries(set).map(([name, value]) => ({ name, configOperation: SET, value })),
    ...deleted.map((name) => ({ name, configOperation: DELETE, value: null })),
    ...Object.entries(append).map(([name, values]) => ({ name, configOperation: APPEND, value: listed(values) })),
    ...Object.entries(subtract).map(([name, values]) => ({ name, configOperation: SUBTRACT, value: listed(values) })),
  ];
  const where = `KafkaAdmin: ${CALL}`;
  const argument = `alterations of ${showConfigResource(change)}`;
  if (operations.length === 0) throw wrongArgument(where, argument, 'set, delete, append or subtract', undefined);
  const names = operations.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw wrongArgument(where, argument, 'each configuration once', `'${twice}' twice`);
  return operations;
}
