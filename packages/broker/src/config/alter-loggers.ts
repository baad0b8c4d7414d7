import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { CONFIG_OPERATIONS, type ConfigChange } from './alter-configs.ts';
import { LOG_LEVELS, ROOT_LOGGER, type BrokerLoggers } from './loggers.ts';

/** Sets levels of loggers, all or none (KIP-412). Kafka: RuntimeLoggerManager. */
export function alterLoggers(
  loggers: BrokerLoggers,
  asked: {
    /** The resource: the id of the node. */
    readonly name: string;
    readonly nodeId: number;
    readonly changes: readonly ConfigChange[];
    readonly validateOnly: boolean;
  },
): Refusal | undefined {
  const { name, nodeId, changes, validateOnly } = asked;
  const refuse = (message: string): Refusal => ({ errorCode: ErrorCode.INVALID_REQUEST, message });
  if (!/^[+-]?\d+$/.test(name)) return refuse(`Node id must be an integer, but it is: ${name}`);
  if (Number(name) !== nodeId) {
    return refuse(`Unexpected node id. Expected ${String(nodeId)}, but received ${name}`);
  }
  for (const change of changes) {
    const problem = changeProblem(change, loggers);
    if (problem !== undefined) return problem;
  }
  if (validateOnly) return undefined;
  for (const { name: logger, configOperation, value } of changes) {
    loggers.set(nodeId, logger, configOperation === CONFIG_OPERATIONS.set ? (value ?? undefined) : undefined);
  }
  return undefined;
}

function changeProblem({ name, configOperation, value }: ConfigChange, loggers: BrokerLoggers): Refusal | undefined {
  const refuse = (errorCode: number, message: string): Refusal => ({ errorCode, message });
  switch (configOperation) {
    case CONFIG_OPERATIONS.set:
      if (!loggers.has(name)) return refuse(ErrorCode.INVALID_CONFIG, `Logger ${name} does not exist!`);
      if (LOG_LEVELS.some((level) => level === value)) return undefined;
      return refuse(
        ErrorCode.INVALID_CONFIG,
        `Cannot set the log level of ${name} to ${String(value)} as it is not a supported log level. Valid log levels are ${LOG_LEVELS.join(', ')}`,
      );
    case CONFIG_OPERATIONS.delete:
      if (!loggers.has(name)) return refuse(ErrorCode.INVALID_CONFIG, `Logger ${name} does not exist!`);
      if (name !== ROOT_LOGGER) return undefined;
      return refuse(ErrorCode.INVALID_REQUEST, `Removing the log level of the ${name} logger is not allowed`);
    case CONFIG_OPERATIONS.append:
    case CONFIG_OPERATIONS.subtract: {
      const operation = configOperation === CONFIG_OPERATIONS.append ? 'APPEND' : 'SUBTRACT';
      return refuse(ErrorCode.INVALID_REQUEST, `${operation} operation is not allowed for the BROKER_LOGGER resource`);
    }
    default:
      return refuse(
        ErrorCode.INVALID_REQUEST,
        `Unknown operation type ${String(configOperation)} is not allowed for the BROKER_LOGGER resource`,
      );
  }
}
