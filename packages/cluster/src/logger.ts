/**
 * Takes log lines: pino and `console` fit as they are. `fields` has the details (`broker`, `api`, `durationMs`, `err` …),
 * never what a request carried, and no secret.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = keyof Logger;

/** From the least to the most urgent. */
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** As much of `console` as is used here. */
export type ConsoleLike = Record<LogLevel, (...data: unknown[]) => void>;

/**
 * A logger for people: the client and the message, at `level` and above. The details follow on `debug` lines only, since
 * the others say it all. `logger: console` is `consoleLogger(console)`.
 *
 * @param level @default 'info'
 */
export function consoleLogger(console: ConsoleLike, level: LogLevel = 'info'): Logger {
  const at = (each: LogLevel): Logger[LogLevel] => {
    if (LEVELS.indexOf(each) < LEVELS.indexOf(level)) return () => undefined;
    return (fields, message) => {
      const { clientId, ...details } = fields as { readonly clientId?: unknown };
      const line = typeof clientId === 'string' && clientId !== '' ? `${clientId}: ${message}` : message;
      if (each === 'debug') console[each](line, details);
      else console[each](line);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Whether it is a console, whose methods print what they are given one after the other: no logger has a `table`. */
export function isConsole(logger: object): logger is ConsoleLike {
  return 'table' in logger && typeof logger.table === 'function';
}
