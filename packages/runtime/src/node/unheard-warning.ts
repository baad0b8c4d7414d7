/**
 * Tells a warning that no listener of a client hears, as Node tells those of its own: on stderr, with an event of `process`,
 * and not at all with `--no-warnings`. A client without a broker would else be silent until its time limit.
 * @param client - the class whose event nobody listens to
 */
export function unheardWarning(client: string, { message }: Error): void {
  process.emitWarning(`${client}: ${message}`, {
    type: 'KafkaWarning',
    detail: `A listener of its event "warning", or a logger, gets these instead.`,
  });
}
