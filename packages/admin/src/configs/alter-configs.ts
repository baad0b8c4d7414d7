import { z } from '@k/runtime';
import { AlterConfigs, parseOptions } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { alterResources, type AlterConfigsOptions } from './alter-resources.ts';
import { type ConfigResource, isNamed, RESOURCE_EXPECTED, resourceFields } from './config-resource.ts';

/** All that a resource shall have beside the defaults. */
export interface ConfigReplacement extends ConfigResource {
  /** What is not named here goes back to its default. */
  readonly configs: Readonly<Record<string, string>>;
}

const CALL = 'alterConfigs()';
const replacements = z.strictObject({
  replacements: z
    .array(
      z
        .strictObject({ ...resourceFields, configs: z.record(z.string(), z.string()).readonly() })
        .refine(isNamed, RESOURCE_EXPECTED),
    )
    .readonly(),
});

export async function alterConfigs(
  calls: AdminCalls,
  given: readonly ConfigReplacement[],
  options?: AlterConfigsOptions,
): Promise<ResourceMap<ConfigResource, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, replacements, { replacements: given }).replacements;
  const changes = checked.map(
    (each) => [each, Object.entries(each.configs).map(([name, value]) => ({ name, value }))] as const,
  );
  return alterResources(
    calls,
    { name: CALL, argument: 'replacements', changes, options },
    AlterConfigs.name,
    (request, body) => request(AlterConfigs, body),
  );
}
