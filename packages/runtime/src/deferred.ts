type Made = () => unknown;
type Factory = (...args: never[]) => unknown;
type AnyFunction = (...args: readonly unknown[]) => unknown;

/** Methods of schemas that make another schema: they wait as well. All others make the schema that they are asked of. */
const MAKING: ReadonlySet<PropertyKey> = new Set([
  ...['default', 'int', 'max', 'min', 'nonnegative', 'nullable', 'optional', 'positive'],
  ...['prefault', 'readonly', 'refine', 'regex', 'superRefine', 'transform'],
]);

const made = new WeakMap<object, Made>();

/**
 * The same function, but the schema that it gives is made when it is first asked for something. Clients have hundreds of
 * schemas, and to make them took a fifth of the time of their import; most are options of calls that a program never makes.
 * @param known what the schema calls its first argument, when that can be asked for before: options of one client are
 *   options of another
 */
export function deferred<F extends Factory>(factory: F, known?: 'shape'): F {
  const make: AnyFunction = (...args) =>
    later(() => (factory as unknown as AnyFunction)(...args.map(withSchemasMade)), known && { [known]: args[0] });
  return make as unknown as F;
}

function later(make: Made, known: object = {}): object {
  let schema: unknown;
  const real = (): object => (schema ??= make()) as object;
  const proxy = new Proxy<object>(
    {},
    {
      get(_, name) {
        if (Object.hasOwn(known, name)) return Reflect.get(known, name) as unknown;
        if (!MAKING.has(name)) return Reflect.get(real(), name) as unknown;
        return (...args: readonly unknown[]) => later(() => (Reflect.get(real(), name) as AnyFunction)(...args));
      },
      has: (_, name) => name in real(),
    },
  );
  made.set(proxy, real);
  return proxy;
}

/** What a schema is made of: another one, or several in an array or an object. */
function withSchemasMade(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const real = made.get(part);
  if (real !== undefined) return real();
  if (Array.isArray(part)) return part.map(withSchemasMade);
  if (Object.getPrototypeOf(part) !== Object.prototype) return part;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, withSchemasMade(inner)]));
}
