import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { AlterClientQuotas, DescribeClientQuotas, ErrorCode, errorFor, parseOptions } from '@k/wire';
import type { AlterClientQuotasResponse, DescribeClientQuotasResponse } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls, Answers } from '../calls.ts';
import { showResource } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';

/** What quotas are for. `ip` is there from Kafka 2.8 on. */
export type QuotaEntityType = 'user' | 'client-id' | 'ip';

/**
 * Whom quotas are for: `{ user: 'alice' }`, `{ user: 'alice', 'client-id': 'reports' }`. Null stands for the default, which
 * all have that have no quota of their own.
 */
export type ClientQuotaEntity = Readonly<Partial<Record<QuotaEntityType, string | null>>>;

/** A part of {@link ClientQuotaFilter}. */
export interface ClientQuotaFilterComponent {
  readonly entityType: QuotaEntityType;
  /** A name; null for the default. @default any name, and the default */
  readonly match?: string | null | undefined;
}

/** Which quotas are meant: those whose entity has all of these components. `{}` means all. */
export interface ClientQuotaFilter {
  readonly components?: readonly ClientQuotaFilterComponent[] | undefined;
  /** Whether to leave out quotas whose entity has more than these components. @default false */
  readonly strict?: boolean | undefined;
}

/** What changes of an entity's quotas. */
export interface ClientQuotaAlteration {
  readonly entity: ClientQuotaEntity;
  /** Values to set, null to remove: `{ producer_byte_rate: 1_000_000, consumer_byte_rate: null }`. */
  readonly ops: Readonly<Record<string, number | null>>;
}

export interface AlterClientQuotasOptions extends WaitOptions {
  /** Has everything checked and nothing changed. @default false */
  readonly validateOnly?: boolean | undefined;
}

/** Values by the names of quotas: `producer_byte_rate`, `consumer_byte_rate`, `request_percentage` … */
export type ClientQuotas = ReadonlyMap<string, number>;

const [EXACT, DEFAULT, SPECIFIED] = [0, 1, 2] as const;
const ENTITY_TYPES = ['user', 'client-id', 'ip'] as const;
const entityName = z.custom<string | null>(
  (value) => value === null || (typeof value === 'string' && value !== ''),
  'expected a name, or null for the default',
);
const filterGiven = z.strictObject({
  components: z
    .array(z.strictObject({ entityType: z.enum(ENTITY_TYPES), match: entityName.optional() }))
    .readonly()
    .default([]),
  strict: z.boolean().default(false),
});
const alterationsGiven = z.strictObject({
  alterations: z
    .array(
      z.strictObject({
        entity: z
          .strictObject({
            user: entityName.optional(),
            'client-id': entityName.optional(),
            ip: entityName.optional(),
          })
          .refine(
            (entity) => Object.values(entity).some((name) => name !== undefined),
            'expected a user, a client-id or an ip',
          ),
        ops: z
          .record(
            z.string(),
            z.custom<number | null>(
              (value) => value === null || (typeof value === 'number' && Number.isFinite(value)),
              'expected a number, or null to remove the quota',
            ),
          )
          .refine((ops) => Object.keys(ops).length > 0, 'expected a quota to set or to remove'),
      }),
    )
    .readonly(),
});
const alterOptions = schemaOf<AlterClientQuotasOptions>()(
  z.strictObject({ ...waitSettings, validateOnly: z.boolean().default(false) }),
);

export async function describeClientQuotas(
  calls: AdminCalls,
  filter: ClientQuotaFilter,
  options?: WaitOptions,
): Promise<ResourceMap<ClientQuotaEntity, ClientQuotas>> {
  const call = 'describeClientQuotas()';
  const { components, strict } = parseOptions(`KafkaAdmin: ${call}`, filterGiven, filter);
  checkDistinct(
    call,
    'components',
    components.map((component) => [component.entityType, component]),
  );
  const body = {
    components: components.map(({ entityType, match }) => {
      if (match === undefined) return { entityType, matchType: SPECIFIED, match: null };
      return { entityType, matchType: match === null ? DEFAULT : EXACT, match };
    }),
    strict,
  };
  const deadline = calls.deadline(call, calls.waitOptions(call, options));
  return calls.one(deadline, 'any', DescribeClientQuotas, body, quotasOf);
}

export async function alterClientQuotas(
  calls: AdminCalls,
  alterations: readonly ClientQuotaAlteration[],
  options?: AlterClientQuotasOptions,
): Promise<ResourceMap<ClientQuotaEntity, undefined>> {
  const call = 'alterClientQuotas()';
  const checked = parseOptions(`KafkaAdmin: ${call}`, alterationsGiven, { alterations }).alterations;
  const { validateOnly, ...limits } = parseOptions(`KafkaAdmin: ${call}`, alterOptions, options ?? {});
  checkDistinct(
    call,
    'alterations',
    checked.map(({ entity }) => [showResource(Object.fromEntries(Object.entries(givenOf(entity)).sort())), entity]),
  );
  const byEntity = new ResourceMap<ClientQuotaEntity, ClientQuotaAlteration['ops']>(
    checked.map(({ entity, ops }) => [givenOf(entity), ops]),
  );
  return calls.each<ClientQuotaEntity, undefined>(calls.deadline(call, limits), {
    name: call,
    resources: byEntity.keys(),
    targetOf: () => 'any',
    ask: async (asked, request) => {
      const entries = asked.map((entity) => ({ entity: writtenEntity(entity), ops: writtenOps(byEntity.get(entity)) }));
      const answer = await request(AlterClientQuotas, { entries, validateOnly });
      return outcomesOf(asked, answer);
    },
  });
}

function outcomesOf(
  asked: readonly ClientQuotaEntity[],
  { entries }: AlterClientQuotasResponse,
): Answers<ClientQuotaEntity, undefined> {
  const told = entries.map(({ errorCode, errorMessage: message, entity }): [ClientQuotaEntity, Error | undefined] => {
    const whom = entityOf(entity);
    if (errorCode === ErrorCode.NONE) return [whom, undefined];
    return [whom, errorFor(errorCode, { api: AlterClientQuotas.name, about: showResource(whom), message })];
  });
  const outcomes = new ResourceMap(told);
  // An error of somebody who was not asked about is one of those of whom nothing else is told: the broker names them otherwise.
  const names = new ResourceMap(asked.map((entity) => [entity, true] as const));
  const [, stray] = told.find(([whom, error]) => error !== undefined && !names.has(whom)) ?? [];
  if (stray === undefined) return outcomes;
  return asked.map((entity) => [entity, outcomes.has(entity) ? outcomes.get(entity) : stray] as const);
}

interface ToldEntity {
  readonly entityType: string;
  readonly entityName: string | null;
}

function quotasOf(answer: DescribeClientQuotasResponse): ResourceMap<ClientQuotaEntity, ClientQuotas> {
  const { errorCode, errorMessage: message, entries } = answer;
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: DescribeClientQuotas.name, message });
  return new ResourceMap(
    (entries ?? []).map(({ entity, values }) => {
      return [entityOf(entity), new Map(values.map(({ key, value }) => [key, value]))] as const;
    }),
  );
}

/** Without what is undefined, which counts as left out. */
function givenOf(entity: Readonly<Partial<Record<QuotaEntityType, string | null | undefined>>>): ClientQuotaEntity {
  return Object.fromEntries(Object.entries(entity).filter(([, name]) => name !== undefined));
}

function entityOf(told: readonly ToldEntity[]): ClientQuotaEntity {
  return Object.fromEntries(told.map(({ entityType, entityName }) => [entityType, entityName]));
}

function writtenEntity(entity: ClientQuotaEntity): ToldEntity[] {
  return Object.entries(entity).map(([entityType, entityName]) => ({ entityType, entityName }));
}

function writtenOps(ops: ClientQuotaAlteration['ops'] = {}): { key: string; value: number; remove: boolean }[] {
  return Object.entries(ops).map(([key, value]) => ({ key, value: value ?? 0, remove: value === null }));
}
