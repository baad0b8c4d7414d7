/** Why the coordinator refuses a member's request: thrown where that is found out, told in the answer. */
export class Refused extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}

/** The error code of what `fn` refuses, else what it gives. */
export function orErrorCode(fn: () => number): number {
  try {
    return fn();
  } catch (error) {
    if (error instanceof Refused) return error.errorCode;
    throw error;
  }
}
