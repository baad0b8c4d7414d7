import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  DescribeConfigs,
  ErrorCode,
  errorFor,
  parseOptions,
  type DescribeConfigsRequest,
  type MessageInit,
} from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { entriesOf, type ConfigEntry } from './config-entry.ts';
import {
  isNamed,
  read,
  RESOURCE_EXPECTED,
  resourceFields,
  showConfigResource,
  targetOf,
  written,
  type ConfigResource,
} from './config-resource.ts';

export interface DescribeConfigsOptions extends WaitOptions {
  /** Whether to tell all places that set a configuration, from Kafka 1.1 on. @default false */
  readonly includeSynonyms?: boolean | undefined;
  /** Whether to tell what each configuration is for, from Kafka 2.6 on. @default false */
  readonly includeDocumentation?: boolean | undefined;
  /** Names of the configurations that are wanted. @default all */
  readonly configNames?: readonly string[] | undefined;
}

const CALL = 'describeConfigs()';
const resources = z.strictObject({
  resources: z.array(z.strictObject(resourceFields).refine(isNamed, RESOURCE_EXPECTED)).readonly(),
});
const describeOptions = schemaOf<DescribeConfigsOptions>()(
  z.strictObject({
    ...waitSettings,
    includeSynonyms: z.boolean().default(false),
    includeDocumentation: z.boolean().default(false),
    configNames: z.array(z.string().min(1)).readonly().optional(),
  }),
);
type Wanted = Pick<DescribeConfigsOptions, 'includeSynonyms' | 'includeDocumentation' | 'configNames'>;

export async function describeConfigs(
  calls: AdminCalls,
  named: readonly ConfigResource[],
  options?: DescribeConfigsOptions,
): Promise<ResourceMap<ConfigResource, ReadonlyMap<string, ConfigEntry>>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, resources, { resources: named }).resources;
  const { signal, timeoutMs, ...wanted } = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  checkDistinct(
    CALL,
    'resources',
    checked.map((resource) => [showConfigResource(resource), resource]),
  );
  return calls.each<ConfigResource, ReadonlyMap<string, ConfigEntry>>(calls.deadline(CALL, { signal, timeoutMs }), {
    name: CALL,
    resources: checked,
    targetOf,
    ask: async (asked, request) => {
      const answer = await request(DescribeConfigs, (version) => requestBody(version, asked, wanted));
      return answer.results.map((told) => {
        const resource = read(told);
        if (told.errorCode === ErrorCode.NONE) return [resource, entriesOf(told)];
        const about = showConfigResource(resource);
        return [resource, errorFor(told.errorCode, { api: DescribeConfigs.name, about, message: told.errorMessage })];
      });
    },
  });
}

function requestBody(
  version: number,
  asked: readonly ConfigResource[],
  { includeSynonyms, includeDocumentation, configNames }: Wanted,
): MessageInit<DescribeConfigsRequest> {
  if (includeSynonyms === true && version < 1) {
    throw tooOld(DescribeConfigs, version, 1, (kafka) => `includeSynonyms needs ${kafka}`);
  }
  if (includeDocumentation === true && version < 3) {
    throw tooOld(DescribeConfigs, version, 3, (kafka) => `includeDocumentation needs ${kafka}`);
  }
  const configurationKeys = configNames === undefined ? null : [...configNames];
  return {
    resources: asked.map((resource) => ({ ...written(resource), configurationKeys })),
    ...(version >= 1 ? { includeSynonyms } : {}),
    ...(version >= 3 ? { includeDocumentation } : {}),
  };
}
