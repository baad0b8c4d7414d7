import { join } from 'node:path';
import { ConfigError } from '@k/wire';
import type { BrokerSettings } from '../options.ts';
import { propertiesIn } from './checkpoints.ts';
import { nodeFiles } from './files.ts';

/** The settings of a broker, with the cluster id that is in its `dataDir`. @throws ConfigError for another one */
export function settingsOf(settings: BrokerSettings): BrokerSettings {
  const { dataDir, clusterId } = settings;
  const meta = dataDir === undefined ? undefined : join(dataDir, 'meta.properties');
  if (meta === undefined || !nodeFiles.exists(meta)) return settings;
  const present = propertiesIn(nodeFiles.read(meta).toString()).get('cluster.id');
  if (present === undefined) return settings;
  if (clusterId !== undefined && clusterId !== present) {
    throw new ConfigError(
      `createBroker: option "clusterId": ${meta} has ${present}, got ${clusterId}: leave it out, or choose another dataDir`,
    );
  }
  return { ...settings, clusterId: present };
}
