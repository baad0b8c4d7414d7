/** The types of settings, and how DescribeConfigs numbers them. Kafka: DescribeConfigsResponse.ConfigType. */
export const CONFIG_TYPES = {
  unknown: 0,
  boolean: 1,
  string: 2,
  int: 3,
  short: 4,
  long: 5,
  double: 6,
  list: 7,
  class: 8,
  password: 9,
} as const;

export type ConfigType = keyof typeof CONFIG_TYPES;

/** What a value has to be beyond its type. */
export interface ConfigLimits {
  readonly min?: number;
  readonly max?: number;
  /** Beside those from `min` to `max`. */
  readonly or?: number;
  /** The texts that it, or each item of a list, may be. */
  readonly among?: readonly string[];
}

/** One setting of a resource. */
export interface ConfigKey {
  readonly name: string;
  readonly type: ConfigType;
  /** Null: none. */
  readonly defaultValue: string | null;
  readonly limits: ConfigLimits;
  /** What it means. */
  readonly documentation: string;
}

const INTEGERS: Partial<Record<ConfigType, readonly [min: bigint, max: bigint]>> = {
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Undefined when the value is fine, else Kafka's words for what is wrong with it. Kafka: ConfigDef.parseValue. */
export function valueProblem(key: ConfigKey, value: string): string | undefined {
  const problem = typeProblem(key.type, value.trim()) ?? limitProblem(key, value.trim());
  if (problem === undefined) return undefined;
  // Texts of older versions hold 32767 bytes: one that came in a request may not fit into the answer with more words.
  const shown = shortened(problem.value ?? value);
  return `Invalid value ${shown} for configuration ${key.name}: ${problem.message}`;
}

/** A good value as Kafka tells it: without spaces, numbers as it would write them. Kafka: ConfigDef.convertToString. */
export function canonical(type: ConfigType, value: string): string {
  const trimmed = value.trim();
  if (trimmed !== '' && INTEGERS[type] !== undefined) return String(BigInt(trimmed.replace(/^\+/, '')));
  if (type === 'boolean') return trimmed.toLowerCase();
  if (type === 'list') return itemsOf(trimmed).join(',');
  if (type === 'double' && Number.isInteger(Number(trimmed)) && Math.abs(Number(trimmed)) < 1e7) {
    return Number(trimmed).toFixed(1);
  }
  return value;
}

/** The start of a text that a client sent, to be told back. */
export function shortened(value: string): string {
  return value.length > 200 ? `${value.slice(0, 200)}…` : value;
}

/** The items of a list. Kafka: ConfigDef.parseType of LIST. */
export function itemsOf(value: string): string[] {
  const trimmed = value.trim();
  return trimmed === '' ? [] : trimmed.split(/\s*,\s*/);
}

interface Problem {
  readonly message: string;
  /** What of the value is meant; default: all of it. */
  readonly value?: string;
}

function typeProblem(type: ConfigType, value: string): Problem | undefined {
  const range = INTEGERS[type];
  if (range !== undefined) {
    const isNumber = /^[+-]?\d+$/.test(value) && BigInt(value) >= range[0] && BigInt(value) <= range[1];
    return isNumber ? undefined : { message: `Not a number of type ${type.toUpperCase()}` };
  }
  if (type === 'double') {
    const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
    return isNumber ? undefined : { message: 'Not a number of type DOUBLE' };
  }
  if (type === 'boolean' && !/^(?:true|false)$/i.test(value)) {
    return { message: 'Expected value to be either true or false' };
  }
  return undefined;
}

function limitProblem({ type, limits }: ConfigKey, value: string): Problem | undefined {
  const { min, max, or, among } = limits;
  if (among !== undefined) {
    const wrong = (type === 'list' ? itemsOf(value) : [value]).find((item) => !among.includes(item));
    if (wrong === undefined) return undefined;
    return { message: `String must be one of: ${among.join(', ')}`, value: wrong };
  }
  const number = Number(value);
  if (or !== undefined) {
    if (number === or || (number >= (min ?? -Infinity) && number <= (max ?? Infinity))) return undefined;
    return { message: `Value must be between ${String(min)} and ${String(max)} or equal to ${String(or)}` };
  }
  if (min !== undefined && number < min) return { message: `Value must be at least ${String(min)}` };
  if (max !== undefined && number > max) return { message: `Value must be no more than ${String(max)}` };
  return undefined;
}
