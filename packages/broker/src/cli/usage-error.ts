/** The command line is wrong; the message says what, and what is right. */
export class UsageError extends Error {}
