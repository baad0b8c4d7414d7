import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { CLIENT_ID, ENTITY_TYPES, IP, USER, type QuotaEntity } from './quota-entity.ts';
import { invalid } from './quota-changes.ts';

const EXACT = 0;
const DEFAULT = 1;
const ANY = 2;

interface Component {
  readonly entityType: string;
  readonly matchType: number;
  readonly match: string | null;
}

/** Whether an entity is meant; or why nobody can say. Kafka: ClientQuotasImage.describe. */
export function quotaFilter(
  components: readonly Component[],
  strict: boolean,
): ((entity: QuotaEntity) => boolean) | Refusal {
  const wanted = new Map<string, Component>();
  for (const component of components) {
    const problem = componentProblem(component, wanted);
    if (problem !== undefined) return problem;
    wanted.set(component.entityType, component);
  }
  if (wanted.has(IP) && (wanted.has(USER) || wanted.has(CLIENT_ID))) {
    return invalid(
      'Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.',
    );
  }
  return (entity) =>
    (!strict || entity.size === wanted.size) &&
    [...wanted.values()].every(
      ({ entityType, matchType, match }) =>
        entity.has(entityType) && (matchType === ANY || entity.get(entityType) === match),
    );
}

function componentProblem(
  { entityType, matchType, match }: Component,
  before: ReadonlyMap<string, Component>,
): Refusal | undefined {
  if (entityType === '') return invalid('Invalid empty entity type.');
  if (before.has(entityType)) return invalid(`Entity type ${entityType} cannot appear more than once in the filter.`);
  if (!ENTITY_TYPES.includes(entityType)) {
    return { errorCode: ErrorCode.UNSUPPORTED_VERSION, message: `Unsupported entity type ${entityType}` };
  }
  switch (matchType) {
    case EXACT:
      return match === null ? invalid('Request specified MATCH_TYPE_EXACT, but set match string to null.') : undefined;
    case DEFAULT:
    case ANY:
      return match === null
        ? undefined
        : invalid(
            `Request specified MATCH_TYPE_${matchType === DEFAULT ? 'DEFAULT' : 'SPECIFIED'}, but also specified a match string.`,
          );
    default:
      return invalid(`Unknown match type ${String(matchType)}`);
  }
}
