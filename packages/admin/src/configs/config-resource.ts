import { z } from '@k/runtime';
import type { Target } from '@k/cluster';
import { type Codes, nameOf, namesOf } from '../codes.ts';

/** What has configurations; `UNKNOWN` when the broker tells of a kind that is newer than this package. */
export type ConfigResourceType = 'TOPIC' | 'BROKER' | 'BROKER_LOGGER' | 'CLIENT_METRICS' | 'GROUP' | 'UNKNOWN';

/** A topic, a broker … whose configurations are told or changed. */
export interface ConfigResource {
  readonly type: ConfigResourceType;
  /**
   * Of a topic, a group or a subscription to client metrics (KIP-714): its name. Of a broker and of its loggers: the
   * broker's id as text. An empty name with the type `BROKER` stands for what all brokers share.
   */
  readonly name: string;
}

export const RESOURCE_TYPES: Codes<Exclude<ConfigResourceType, 'UNKNOWN'>> = {
  TOPIC: 2,
  BROKER: 4,
  BROKER_LOGGER: 8,
  CLIENT_METRICS: 16,
  GROUP: 32,
};

export const resourceType = z.enum(namesOf(RESOURCE_TYPES));

/** The fields of a {@link ConfigResource}, and their rule. */
export const resourceFields = { type: resourceType, name: z.string() };

type CheckedResource = ConfigResource & { readonly type: keyof typeof RESOURCE_TYPES };

export const RESOURCE_EXPECTED =
  "expected a name: of a broker or a broker-logger the broker's id, such as '1'; empty only for what all brokers share";

export function isNamed({ type, name }: ConfigResource): boolean {
  if (type === 'BROKER' && name === '') return true;
  return type === 'BROKER' || type === 'BROKER_LOGGER' ? /^\d+$/.test(name) : name !== '';
}

/** What is of one broker is asked of that broker, as Java's Admin does; all else of any. */
export function targetOf({ type, name }: ConfigResource): Target {
  const isOfOneBroker = type === 'BROKER_LOGGER' || (type === 'BROKER' && name !== '');
  return isOfOneBroker ? { broker: Number(name) } : 'any';
}

/** For messages: `topic orders`. */
export function showConfigResource({ type, name }: ConfigResource): string {
  return `${type.toLowerCase().replace('_', ' ')} ${name}`;
}

/** As it stands in requests. */
export function written({ type, name }: ConfigResource): { resourceType: number; resourceName: string } {
  return { resourceType: RESOURCE_TYPES[type as CheckedResource['type']], resourceName: name };
}

/** As it stands in answers. */
export function read(resource: { readonly resourceType: number; readonly resourceName: string }): ConfigResource {
  return { type: nameOf(RESOURCE_TYPES, resource.resourceType), name: resource.resourceName };
}
