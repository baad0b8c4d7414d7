/**
 * idle: nothing is being done; the next frame is taken up at once.
 * handling: a request is with its handler (or parked there); later frames wait, as Kafka mutes a channel, so answers
 * always leave in the order of their requests.
 * sending: the socket wants to drain before more is written.
 * resting: it has held the event loop for long enough, and goes on in the next turn; or its client is over a quota, and it goes on
 * when that has been waited for (KIP-219).
 * hanging: a control said to never answer again; frames are kept and forgotten.
 * left: the client has closed it. What it had asked for before is still done, and nobody is answered: with acks 0 a producer
 * does not wait for more than that its bytes are sent (KAFKA-3703).
 * closed: nothing is taken or sent any more.
 */
export type ChannelState = 'idle' | 'handling' | 'sending' | 'resting' | 'hanging' | 'left' | 'closed';

/** What each may become. */
export const LEGAL: Readonly<Record<ChannelState, readonly ChannelState[]>> = {
  idle: ['handling', 'resting', 'left', 'closed'],
  handling: ['idle', 'sending', 'resting', 'hanging', 'left', 'closed'],
  sending: ['idle', 'left', 'closed'],
  resting: ['idle', 'left', 'closed'],
  hanging: ['closed'],
  left: ['closed'],
  closed: [],
};
