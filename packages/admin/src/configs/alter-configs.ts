import { z } from '@k/runtime';
import { AlterConfigs, parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import {
  isNamed,
  RESOURCE_EXPECTED,
  resourceFields,
  showConfigResource,
  targetOf,
  written,
  type ConfigResource,
} from './config-resource.ts';
import { alterationOutcome, alterOptions, type AlterConfigsOptions } from './incremental-alter-configs.ts';

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
  const { validateOnly, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, alterOptions, options ?? {});
  const byName = checkDistinct(
    CALL,
    'replacements',
    checked.map((replacement) => [showConfigResource(replacement), replacement.configs]),
  );
  return calls.each<ConfigResource, undefined>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: checked.map(({ type, name }) => ({ type, name })),
    targetOf,
    ask: async (asked, request) => {
      const resources = asked.map((resource) => {
        const configs = Object.entries(byName.get(showConfigResource(resource)) ?? {});
        return { ...written(resource), configs: configs.map(([name, value]) => ({ name, value })) };
      });
      const { responses } = await request(AlterConfigs, { resources, validateOnly });
      return responses.map((told) => alterationOutcome(AlterConfigs.name, told));
    },
  });
}
