import * as classes from './errors/classes.ts';
import { type ErrorContext, ProtocolError } from './protocol-error.ts';
import { wrongArgument } from './wrong-argument.ts';

/** Made when the first error is: most programs never see one. */
let classByCode: Map<number, new (context?: ErrorContext) => ProtocolError> | undefined;

/**
 * The error that a broker's code stands for: an instance of the code's own class, or a bare ProtocolError when the code
 * is unknown here, which keeps its number. 0 (`NONE`) is no error: calling this with it is a mistake, and the error
 * says so.
 */
export function errorFor(code: number, context?: ErrorContext): ProtocolError {
  if (!Number.isInteger(code)) throw wrongArgument('errorFor()', 'code', 'an error code', code);
  classByCode ??= new Map(Object.values(classes).map((each) => [each.errno, each]));
  const Class = classByCode.get(code);
  return Class === undefined ? new ProtocolError(code, context) : new Class(context);
}
