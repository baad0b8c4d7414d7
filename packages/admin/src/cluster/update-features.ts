import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions, UpdateFeatures } from '@k/wire';
import type { MessageInit, UpdateFeaturesRequest, UpdateFeaturesResponse } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { type Codes, namesOf } from '../codes.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';

/** Whether a level may only rise, may be lowered if nothing is lost by it, or even then. */
export type FeatureUpgradeType = 'UPGRADE' | 'SAFE_DOWNGRADE' | 'UNSAFE_DOWNGRADE';

/** The level that a feature of the cluster shall have. */
export interface FeatureUpdate {
  /** `metadata.version`, `transaction.version` … */
  readonly feature: string;
  /** 0 switches it off. */
  readonly maxVersionLevel: number;
  /** @default 'UPGRADE' */
  readonly upgradeType?: FeatureUpgradeType | undefined;
}

export interface UpdateFeaturesOptions extends WaitOptions {
  /** Has everything checked and nothing changed, from Kafka 3.3 on. @default false */
  readonly validateOnly?: boolean | undefined;
}

const CALL = 'updateFeatures()';
const UPGRADE_TYPES: Codes<FeatureUpgradeType> = { UPGRADE: 1, SAFE_DOWNGRADE: 2, UNSAFE_DOWNGRADE: 3 };
const featureUpdates = z.strictObject({
  updates: z
    .array(
      z.strictObject({
        feature: z.string().min(1),
        maxVersionLevel: z.int().nonnegative().max(0x7fff),
        upgradeType: z.enum(namesOf(UPGRADE_TYPES)).default('UPGRADE'),
      }),
    )
    .readonly(),
});
const updateOptions = schemaOf<UpdateFeaturesOptions>()(
  z.strictObject({ ...waitSettings, validateOnly: z.boolean().default(false) }),
);
type CheckedUpdate = Required<FeatureUpdate> & { readonly upgradeType: FeatureUpgradeType };

export async function updateFeatures(
  calls: AdminCalls,
  updates: readonly FeatureUpdate[],
  options?: UpdateFeaturesOptions,
): Promise<ResourceMap<string, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, featureUpdates, { updates }).updates;
  const { validateOnly, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, updateOptions, options ?? {});
  const byName = checkDistinct(
    CALL,
    'updates',
    checked.map((update) => [update.feature, update]),
  );
  const deadline = calls.deadline(CALL, limits);
  return calls.each<string, undefined>(deadline, {
    name: CALL,
    resources: byName.keys(),
    targetOf: () => 'controller',
    ask: async (names, request) => {
      const asked = names.map((name) => byName.get(name) as CheckedUpdate);
      const answer = await request(UpdateFeatures, (version) => ({
        timeoutMs: calls.brokerTimeoutMs(deadline),
        ...requestBody(version, asked, validateOnly),
      }));
      return outcomes(names, answer);
    },
  });
}

function requestBody(
  version: number,
  updates: readonly CheckedUpdate[],
  validateOnly: boolean,
): MessageInit<UpdateFeaturesRequest> {
  if (version >= 1) {
    const featureUpdates = updates.map((update) => ({ ...update, upgradeType: UPGRADE_TYPES[update.upgradeType] }));
    return { featureUpdates, validateOnly };
  }
  if (validateOnly) throw tooOld(UpdateFeatures, version, 1, (kafka) => `validateOnly needs ${kafka}`);
  const unsafe = updates.find(({ upgradeType }) => upgradeType === 'UNSAFE_DOWNGRADE');
  if (unsafe !== undefined) throw tooOld(UpdateFeatures, version, 1, (kafka) => `'UNSAFE_DOWNGRADE' needs ${kafka}`);
  return {
    featureUpdates: updates.map(({ feature, maxVersionLevel, upgradeType }) => {
      return { feature, maxVersionLevel, allowDowngrade: upgradeType !== 'UPGRADE' };
    }),
  };
}

/** From version 2 on all updates are made or none, and there is one error for all. */
function outcomes(
  names: readonly string[],
  { errorCode, errorMessage, results }: UpdateFeaturesResponse,
): (readonly [string, Error | undefined])[] {
  const api = UpdateFeatures.name;
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api, message: errorMessage });
  if (results.length === 0) return names.map((name) => [name, undefined]);
  return results.map((told) => {
    const { feature, errorCode: code, errorMessage: message } = told;
    return [
      feature,
      code === ErrorCode.NONE ? undefined : errorFor(code, { api, about: `feature ${feature}`, message }),
    ];
  });
}
