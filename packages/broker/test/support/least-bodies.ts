import { ApiVersions, DescribeAcls, Produce, type Api } from '@k/wire';

const BODIES = new Map<number, (version: number) => object>([
  // Without acks there is no answer.
  [Produce.key, () => ({ acks: 1 })],
  // Only named clients are answered.
  [ApiVersions.key, (version) => (version >= 3 ? { clientSoftwareName: 'test', clientSoftwareVersion: '1' } : {})],
  // Zeros say "unknown", which ends the connection.
  [DescribeAcls.key, () => ({ resourceTypeFilter: 1, operation: 1, permissionType: 1 })],
]);

/** The least that a request of the API has to hold to be answered. */
export function leastBodyOf({ key }: Api<unknown, unknown>, version: number): object {
  return BODIES.get(key)?.(version) ?? {};
}
