/** A tagged field (KIP-482) that this version of the package knows no name for; kept from decoding to encoding. */
export interface UnknownTag {
  readonly tag: number;
  readonly data: Uint8Array;
}
