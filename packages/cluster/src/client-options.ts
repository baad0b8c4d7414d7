import { parseOptions } from '@k/wire';
import type * as zod from 'zod';
import { z } from '@k/runtime';
import type { Cluster } from './cluster.ts';
import { clusterOptions, type ClusterOptions } from './options.ts';

/** Not instanceof: a cluster may come from another copy of this package. */
export function isCluster(value: unknown): value is Cluster {
  return typeof value === 'object' && value !== null && 'leaderOf' in value && 'coordinator' in value;
}

/** What a client takes that makes a cluster of its own, or shares one: one of the two must be there. */
export interface ClientOptions extends Omit<ClusterOptions, 'bootstrapServers'> {
  /** Where to start: "host:port", several separated by commas, or an array of them. */
  readonly bootstrapServers?: ClusterOptions['bootstrapServers'] | undefined;
  /** A cluster to share with other clients, instead of `bootstrapServers` and the options of a cluster. It closes with the last of them, unless you hold it by its `acquire()`. */
  readonly cluster?: Cluster | undefined;
}

/**
 * Makes a cluster of its own. What it has not got is said, since an editor shows sentences only where it can tell which of
 * the two is meant.
 */
export interface OwnCluster {
  readonly bootstrapServers: ClusterOptions['bootstrapServers'];
  readonly cluster?: undefined;
}

/** Shares a cluster with other clients. */
export interface SharedCluster {
  readonly cluster: Cluster;
  readonly bootstrapServers?: undefined;
}

/** The options of a client with what it cannot be without: `bootstrapServers`, or a `cluster`. */
export type WithCluster<O extends ClientOptions> = (O & SharedCluster) | (O & OwnCluster);

const { bootstrapServers, ...rest } = clusterOptions.shape;

/** The checks and defaults of {@link ClientOptions}. */
export const clientOptionShape = {
  ...rest,
  bootstrapServers: bootstrapServers.optional(),
  cluster: z.custom<Cluster>(isCluster, 'expected a Cluster').optional(),
};

/** For the schema of such a client: one of the two is needed. */
export function refineClientOptions(
  { cluster, bootstrapServers }: { readonly cluster?: unknown; readonly bootstrapServers?: unknown },
  context: zod.RefinementCtx,
): void {
  if (cluster !== undefined || bootstrapServers !== undefined) return;
  const message = 'expected "host:port" or an array of them (or a cluster)';
  context.addIssue({ code: 'custom', path: ['bootstrapServers'], message });
}

type ClusterOptionName = keyof ClusterOptions;

export interface ClientOptionRules {
  /** Options of a cluster that the client looks at by itself. Beside a `cluster` they hold for this client alone. */
  readonly own?: readonly ClusterOptionName[];
  /** Options with a cluster's name that the client describes anew: they have its own default, with a `cluster` too. */
  readonly redefined?: readonly ClusterOptionName[];
}

/**
 * Checks the options of a client. With a `cluster` the options of a cluster are what that one was made with: none can be
 * given beside it, since it would have no effect, but those that the client looks at by itself.
 * @throws ConfigError that names every wrong option
 */
export function parseClientOptions<S extends zod.ZodType>(
  client: string,
  schema: S,
  input: unknown,
  { own = [], redefined = [] }: ClientOptionRules = {},
): zod.output<S> {
  const { cluster } = (input ?? {}) as { readonly cluster?: unknown };
  // Without any the error says what is needed.
  if (!isCluster(cluster)) return parseOptions(client, schema, input ?? {});
  const given = Object.fromEntries(Object.entries(input as object).filter(([, value]) => value !== undefined));
  const taken: readonly string[] = [...own, ...redefined];
  const ofCluster = (Object.keys(clusterOptions.shape) as ClusterOptionName[]).filter(
    (name) => name !== 'bootstrapServers',
  );
  const inherited = Object.fromEntries(
    ofCluster.filter((name) => !redefined.includes(name)).map((name) => [name, cluster.settings[name]]),
  );
  const checked = schema.superRefine((_options, context) => {
    for (const option of Object.keys(given)) {
      if (!(option in clusterOptions.shape) || taken.includes(option)) continue;
      const message = 'expected it on the `cluster` that is given as well';
      context.addIssue({ code: 'custom', path: [option], message, input: given[option] });
    }
  });
  return parseOptions(client, checked, { ...inherited, ...given });
}

/** The part of a client's checked options that a cluster of its own is made with. */
export function clusterOptionsOf(settings: Readonly<Partial<Record<ClusterOptionName, unknown>>>): ClusterOptions {
  const names = Object.keys(clusterOptions.shape) as ClusterOptionName[];
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as unknown as ClusterOptions;
}
