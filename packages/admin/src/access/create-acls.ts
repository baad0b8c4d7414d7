import { type WaitOptions, z } from '@k/runtime';
import { CreateAcls, ErrorCode, errorFor, parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { showResource } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import { newAcl, writtenAcl, type CheckedAcl, type NewAcl } from './acl.ts';

const CALL = 'createAcls()';
const newAcls = z.strictObject({ acls: z.array(newAcl).readonly() });

export async function createAcls(
  calls: AdminCalls,
  acls: readonly NewAcl[],
  options?: WaitOptions,
): Promise<ResourceMap<NewAcl, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, newAcls, { acls }).acls;
  const limits = calls.waitOptions(CALL, options);
  checkDistinct(
    CALL,
    'acls',
    checked.map((acl) => [showResource(acl), acl]),
  );
  const given = new ResourceMap(acls.map((acl, i) => [acl, checked[i] as CheckedAcl] as const));
  return calls.each<NewAcl, undefined>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: acls,
    targetOf: () => 'any',
    ask: async (asked, request) => {
      const { results } = await request(CreateAcls, (version) => ({
        creations: asked.map((acl) => writtenAcl(CreateAcls, version, given.get(acl) as CheckedAcl)),
      }));
      // The answer names no rules: it has the outcomes in their order.
      return results.slice(0, asked.length).map(({ errorCode, errorMessage: message }, i) => {
        const acl = asked[i] as NewAcl;
        if (errorCode === ErrorCode.NONE) return [acl, undefined];
        return [acl, errorFor(errorCode, { api: CreateAcls.name, message })];
      });
    },
  });
}
