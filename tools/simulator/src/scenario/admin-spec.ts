/** Makes, describes, grows and deletes topics of its own, alters settings of others and deletes records. */
export interface AdminSpec {
  readonly kind: 'admin';
  readonly name: string;
  readonly everyMs: number;
  readonly requestTimeoutMs: number;
  /** Topics whose oldest records it deletes. */
  readonly purges: readonly string[];
  /** Topics whose settings it changes. @default none */
  readonly alters?: readonly string[] | undefined;
}
