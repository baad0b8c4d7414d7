/** A capture that cannot be read any further; the message is one line. */
export class CaptureError extends Error {}
