/** A text of a source file that is there exactly once, and what is in its place. */
export interface Change {
  /** From the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A fault that somebody might put into a client. It is in no product code: the simulator plants it, to see that it is found. */
export interface PlantedBug {
  readonly name: string;
  /** What goes wrong. */
  readonly breaks: string;
  /** All in one package: the first file says in which. */
  readonly changes: readonly [Change, ...Change[]];
  /** The checkers that should see it; another one may be faster. */
  readonly seenBy: readonly string[];
}

/** One change in one file. */
export function bug(
  name: string,
  breaks: string,
  seenBy: readonly string[],
  file: string,
  find: string,
  replace: string,
): PlantedBug {
  return { name, breaks, seenBy, changes: [{ file: `packages/${file}`, find, replace }] };
}

/** `packages/producer` */
export function packageOf({ changes: [{ file }] }: PlantedBug): string {
  return file.split('/').slice(0, 2).join('/');
}
