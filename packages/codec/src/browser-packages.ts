/** A browser loads no native code. */
export function optionalPackage(_name: string): undefined {
  return undefined;
}
