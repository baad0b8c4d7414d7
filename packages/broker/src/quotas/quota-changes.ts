import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import {
  CONNECTION_CREATION_RATE,
  CONSUMER_BYTE_RATE,
  CONTROLLER_MUTATION_RATE,
  PRODUCER_BYTE_RATE,
  REQUEST_PERCENTAGE,
} from './node-quotas.ts';
import { CLIENT_ID, ENTITY_TYPES, IP, USER, type QuotaEntity } from './quota-entity.ts';

type NumberType = 'double' | 'int' | 'long';

const OF_CLIENTS: ReadonlyMap<string, NumberType> = new Map([
  [PRODUCER_BYTE_RATE, 'long'],
  [CONSUMER_BYTE_RATE, 'long'],
  [REQUEST_PERCENTAGE, 'double'],
  [CONTROLLER_MUTATION_RATE, 'double'],
]);
const OF_ADDRESSES: ReadonlyMap<string, NumberType> = new Map([[CONNECTION_CREATION_RATE, 'int']]);
const MAX_INT32 = 0x7fffffff;
const MAX_INT64 = 2 ** 63;

/** Why quotas cannot be so; undefined when they can. Kafka: ClientQuotaControlManager. */
export function quotaProblem(
  entity: QuotaEntity,
  changes: ReadonlyMap<string, number | undefined>,
): Refusal | undefined {
  const problem = entityProblem(entity);
  if (problem !== undefined) return invalid(problem);
  const known = entity.has(IP) ? OF_ADDRESSES : OF_CLIENTS;
  for (const [key, value] of changes) {
    const wrong = value === undefined ? undefined : valueProblem(key, value, known.get(key));
    if (wrong !== undefined) return invalid(wrong);
  }
  return undefined;
}

export function invalid(message: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, message };
}

function entityProblem(entity: QuotaEntity): string | undefined {
  if (entity.size === 0) return 'Invalid empty client quota entity';
  for (const [type, name] of entity) {
    if (!ENTITY_TYPES.includes(type)) return `Unhandled client quota entity type: ${type}`;
    if (name === '') return `Empty ${type} not supported`;
  }
  if (!entity.has(IP)) return undefined;
  if (entity.has(USER) || entity.has(CLIENT_ID)) {
    return 'Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId';
  }
  const ip = entity.get(IP) ?? null;
  // Kafka looks names up, too; here that would have to be waited for.
  return ip === null || ip === 'localhost' || isAddress(ip) ? undefined : `${ip} is not a valid IP or resolvable host.`;
}

function isAddress(ip: string): boolean {
  const isIpv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(ip) && ip.split('.').every((part) => Number(part) < 256);
  return isIpv4 || (ip.includes(':') && URL.canParse(`http://[${ip}]/`));
}

function valueProblem(key: string, value: number, type: NumberType | undefined): string | undefined {
  if (type === undefined) return `Invalid configuration key ${key}`;
  if (value <= 0) return `Quota ${key} must be greater than 0`;
  if (type === 'double') return undefined;
  if (type === 'int' && value > MAX_INT32) return `Proposed value for ${key} is too large for an INT.`;
  if (type === 'long' && value > MAX_INT64) return `Proposed value for ${key} is too large for a LONG.`;
  return Math.abs(value % 1) > 1e-6 ? `${key} cannot be a fractional value.` : undefined;
}
