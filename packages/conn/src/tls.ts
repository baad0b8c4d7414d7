import type { TlsOptions } from '@k/runtime';
import { z } from '@k/runtime';
import { checkInner } from './inner-options.ts';

/** Gives the TLS options anew for each connection: certificates that were renewed are used from then on. */
export type TlsSource = () => TlsOptions | Promise<TlsOptions>;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected a Buffer');
const pem = z.union([z.string(), bytes], 'expected PEM text or a Buffer of it');
const pems = z.union([pem, z.array(pem)], 'expected PEM text, a Buffer of it, or an array of them');

/** The check of {@link TlsOptions}. */
export const tlsOptions = z.strictObject({
  ca: pems.optional(),
  cert: pems.optional(),
  key: pem.optional(),
  pfx: bytes.optional(),
  passphrase: z.string().optional(),
  servername: z.string().optional(),
  minVersion: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']).optional(),
  checkServerIdentity: z.boolean().optional(),
  rejectUnauthorized: z.boolean().optional(),
});

/**
 * The `ssl` option. Its output is always a function, so that keys and passphrases are in no object that might be
 * printed; a function is taken again, when options are handed from one client to the next.
 */
export const sslOption = z
  .custom<boolean | TlsOptions | TlsSource>(
    (value) => typeof value === 'boolean' || typeof value === 'function' || (typeof value === 'object' && !!value),
    'expected true, false, TLS options, or a function that gives them',
  )
  .superRefine((value, context) => {
    if (typeof value === 'object') checkInner(tlsOptions, value, context);
  })
  .transform((value): TlsSource | undefined => {
    if (typeof value === 'function') return value;
    if (value === false) return undefined;
    return () => (value === true ? {} : value);
  })
  .optional();
