export {};

declare global {
  /**
   * What Node's types (`@types/node`) say of a Buffer is added to this. In a project without them, such as one for
   * browsers, a Buffer is what this says: a Uint8Array.
   */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a type's name would not merge with Node's interface
  interface Buffer<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> extends Uint8Array<TArrayBuffer> {}
}
