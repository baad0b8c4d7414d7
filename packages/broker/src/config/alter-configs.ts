import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import type { ConfigValues } from './config-values.ts';

/** What a change does with a setting. Kafka: AlterConfigOp.OpType. */
export const CONFIG_OPERATIONS = { set: 0, delete: 1, append: 2, subtract: 3 } as const;

const OPERATION_NAMES = ['SET', 'DELETE', 'APPEND', 'SUBTRACT'] as const;

export interface ConfigChange {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
}

/** A resource whose settings can be changed. */
export interface ConfigTarget {
  /** What was set so far. */
  readonly current: ConfigValues;
  /** What an item is added to that nobody set; undefined: the setting is no list. */
  listDefault(name: string): string | undefined;
  /** What is said where something is added to, or taken from, what is no list. */
  noList?(name: string, operation: string): string;
  /** What is said to an operation that there is not. @default UNKNOWN_SERVER_ERROR */
  unknownOperation?(operation: number): Refusal;
  /** What is wrong with it; undefined: it may be so. */
  problem(next: ConfigValues): Refusal | undefined;
  commit(next: ConfigValues): void;
}

/** The settings after the changes. Kafka: ConfigurationControlManager.incrementalAlterConfigResource. */
export function changedConfigs(target: ConfigTarget, changes: readonly ConfigChange[]): ConfigValues | Refusal {
  const next = new Map(target.current);
  for (const { name, configOperation, value } of changes) {
    switch (configOperation) {
      case CONFIG_OPERATIONS.set:
        next.set(name, value ?? '');
        break;
      case CONFIG_OPERATIONS.delete:
        next.delete(name);
        break;
      case CONFIG_OPERATIONS.append:
      case CONFIG_OPERATIONS.subtract: {
        const isAdded = configOperation === CONFIG_OPERATIONS.append;
        const listDefault = target.listDefault(name);
        if (listDefault === undefined) return noList(target, configOperation, name);
        next.set(name, changedList(next.get(name) ?? listDefault, value ?? '', isAdded));
        break;
      }
      default:
        return target.unknownOperation?.(configOperation) ?? { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, message: '' };
    }
  }
  return next;
}

function noList(target: ConfigTarget, operation: number, name: string): Refusal {
  const called = String(OPERATION_NAMES[operation]);
  const message = target.noList?.(name, called) ?? `Can't ${called} to key ${name} because its type is not LIST.`;
  return { errorCode: ErrorCode.INVALID_CONFIG, message };
}

function changedList(list: string, items: string, isAdded: boolean): string {
  const present = list.split(',').filter((item) => item !== '');
  const named = items.split(',');
  const kept = isAdded ? [...new Set([...present, ...named])] : without(present, named);
  return kept.join(',');
}

/** Each takes one away. */
function without(present: readonly string[], items: readonly string[]): string[] {
  const left = [...present];
  for (const item of items) {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}
