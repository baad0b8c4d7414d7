import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls, SendRequest } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { type ConfigResource, read, showConfigResource, targetOf, written } from './config-resource.ts';

/** Options of both ways to change configurations. */
export interface AlterConfigsOptions extends WaitOptions {
  /** Has everything checked and nothing changed. @default false */
  readonly validateOnly?: boolean | undefined;
}

const alterOptions = schemaOf<AlterConfigsOptions>()(
  z.strictObject({ ...waitSettings, validateOnly: z.boolean().default(false) }),
);

interface Alteration<C> {
  readonly name: string;
  /** What the call's argument is called, for messages. */
  readonly argument: string;
  /** What changes, by resource. */
  readonly changes: readonly (readonly [resource: ConfigResource, configs: C])[];
  readonly options: AlterConfigsOptions | undefined;
}

interface AlteredResource {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
}

interface AlterRequest<C> {
  readonly resources: { readonly resourceType: number; readonly resourceName: string; readonly configs: C }[];
  readonly validateOnly: boolean;
}

/** Has brokers change configurations of resources, each named once. `ask` asks one of them about some of the resources. */
export async function alterResources<C>(
  calls: AdminCalls,
  { name, argument, changes, options }: Alteration<C>,
  api: string,
  ask: (request: SendRequest, body: AlterRequest<C>) => Promise<{ readonly responses: readonly AlteredResource[] }>,
): Promise<ResourceMap<ConfigResource, undefined>> {
  const { validateOnly, ...limits } = parseOptions(`KafkaAdmin: ${name}`, alterOptions, options ?? {});
  const byName = checkDistinct(
    name,
    argument,
    changes.map(([resource, configs]) => [showConfigResource(resource), configs] as const),
  );
  return calls.each<ConfigResource, undefined>(calls.deadline(name, limits), {
    name,
    resources: changes.map(([{ type, name: resourceName }]) => ({ type, name: resourceName })),
    targetOf,
    ask: async (asked, request) => {
      const resources = asked.map((resource) => ({
        ...written(resource),
        configs: byName.get(showConfigResource(resource)) as C,
      }));
      const { responses } = await ask(request, { resources, validateOnly });
      return responses.map((told) => outcomeOf(api, told));
    },
  });
}

/** What an answer says of a resource that was to be changed. */
function outcomeOf(api: string, told: AlteredResource): readonly [ConfigResource, Error | undefined] {
  const resource = read(told);
  if (told.errorCode === ErrorCode.NONE) return [resource, undefined];
  return [resource, errorFor(told.errorCode, { api, about: showConfigResource(resource), message: told.errorMessage })];
}
