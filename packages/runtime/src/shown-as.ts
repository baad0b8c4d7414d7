/**
 * How an object is shown by console.log: its name, and the few facts that help, instead of all that it is made of.
 * @param inspect - what Node's `util.inspect` gives to a method `[Symbol.for('nodejs.util.inspect.custom')]`
 */
export function shownAs(
  name: string,
  facts: object,
  options: object,
  inspect: (value: unknown, options: object) => string,
): string {
  return `${name} ${inspect(facts, options)}`;
}
