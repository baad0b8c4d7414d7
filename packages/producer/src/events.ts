/** Events of a producer and what listeners get. None of them needs a listener. */
export interface ProducerEvents {
  /**
   * Something does not work and is tried again: brokers that cannot be reached, a topic that is not known, records that a
   * broker does not take for the moment. Told when it begins; again only once it had worked in between.
   */
  warning: [error: Error];
  /** An interceptor threw this; the record went its way as if there were no such interceptor. */
  interceptorError: [error: Error];
}
