/** What one record of a capture holds: a packet as it was on its link. */
export interface Packet {
  /** https://www.tcpdump.org/linktypes.html */
  readonly linkType: number;
  /** So much of the packet as was captured; a view over the file's bytes. */
  readonly bytes: Buffer;
  /** How long it was on the link. */
  readonly originalLength: number;
  /** Milliseconds since 1970, with a fraction; undefined where the capture does not say. */
  readonly timeMs: number | undefined;
}

/** How the records of a capture file lie one behind the other. */
export interface PacketFormat {
  /** The bytes of the record that begins here, or, as long as that cannot be said, those needed to say it. */
  sizeOf(rest: Buffer): number;
  /** The packet in a whole record; undefined when it holds something else. @throws CaptureError */
  read(record: Buffer, offset: number): Packet | undefined;
}
