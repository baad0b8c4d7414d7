import { shortened, valueProblem } from './config-key.ts';
import type { ConfigValues } from './config-values.ts';
import type { Configs } from './configs.ts';
import type { GroupKey } from './group-keys.ts';

/** The settings that the broker limits, by `group.consumer.min.session.timeout.ms` and so on. */
const LIMITED = ['assignment.interval.ms', 'delivery.count.limit', 'heartbeat.interval.ms', 'partition.max.record.locks', 'record.lock.duration.ms', 'session.timeout.ms']; // prettier-ignore

/** Kafka: GroupConfig.validate. */
export function groupConfigProblem(values: ConfigValues, configs: Configs, nodeId: number): string | undefined {
  for (const name of values.keys()) {
    if (!configs.groupKeys.has(name)) return `Unknown group config name: ${shortened(name)}`;
  }
  for (const [name, value] of values) {
    const problem = valueProblem(configs.groupKeys.get(name) as GroupKey, value);
    if (problem !== undefined) return problem;
  }
  const reset = resetProblem(values);
  if (reset !== undefined) return reset;
  for (const type of ['consumer', 'share', 'streams']) {
    const problem = limitsProblem(type, values, configs, nodeId);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function limitsProblem(
  type: string,
  values: ConfigValues,
  { brokers, groupKeys }: Configs,
  nodeId: number,
): string | undefined {
  for (const each of LIMITED) {
    const value = values.get(`${type}.${each}`);
    if (value === undefined) continue;
    const [least, most] = ['min', 'max'].map((bound) => brokers.value(`group.${type}.${bound}.${each}`, nodeId)) as [
      string,
      string,
    ];
    if (Number(value) < Number(least) || Number(value) > Number(most)) {
      return `${type}.${each} must be in the range ${least} to ${most} inclusive.`;
    }
  }
  const standbys = values.get('streams.num.standby.replicas');
  const most = brokers.value('group.streams.max.standby.replicas', nodeId);
  if (type === 'streams' && standbys !== undefined && Number(standbys) > Number(most)) {
    return `streams.num.standby.replicas must be less than or equal to ${String(most)}`;
  }
  const [interval, timeout] = [`${type}.heartbeat.interval.ms`, `${type}.session.timeout.ms`];
  if (!groupKeys.has(timeout)) return undefined;
  const told = (name: string): number => Number(values.get(name) ?? brokers.value(`group.${name}`, nodeId));
  return told(timeout) <= told(interval) ? `${timeout} must be greater than ${interval}` : undefined;
}

/** Kafka: ShareGroupAutoOffsetResetStrategy. */
function resetProblem(values: ConfigValues): string | undefined {
  const value = values.get('share.auto.offset.reset')?.toLowerCase();
  if (value === undefined || ['latest', 'earliest'].includes(value)) return undefined;
  if (/^by_duration:p(?=.)(\d+d)?(t(?=.)(\d+h)?(\d+m)?(\d+(\.\d+)?s)?)?$/.test(value)) return undefined;
  const shown = shortened(value);
  return `Invalid value ${shown} for configuration share.auto.offset.reset: Invalid value \`${shown}\` for configuration share.auto.offset.reset. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'.`;
}
