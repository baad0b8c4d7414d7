/** A value that a test's function threw at. */
export class Refusal {
  readonly actual: unknown;
  readonly why: string;

  constructor(actual: unknown, why: string) {
    this.actual = actual;
    this.why = why;
  }
}

/** JSON where it is some, else the text. */
export function shownJson(text: string | null): unknown {
  const json = text === null ? { value: null } : jsonIn(text);
  return json === undefined ? text : json.value;
}

/** Undefined when it is none. */
export function jsonIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
