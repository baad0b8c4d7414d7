/** Events of an admin client. */
export interface AdminEvents {
  /** Something that is tried again by itself goes wrong: a broker cannot be reached, say. Once until it works again. */
  warning: [error: Error];
}
