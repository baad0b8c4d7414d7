import type * as wire from '@k/wire';
import type { Api } from '@k/wire';

type Wire = typeof wire;

/** The name of an API: `'Metadata'`. */
export type ApiName = {
  [Name in keyof Wire]: Wire[Name] extends Api<infer _Req, infer _Res> ? Name : never;
}[keyof Wire];

/** The request of the API with this name. */
export type RequestOf<Name extends ApiName> = Wire[Name] extends Api<infer Req, infer _Res> ? Req : never;

/** The response of the API with this name. */
export type ResponseOf<Name extends ApiName> = Wire[Name] extends Api<infer _Req, infer Res> ? Res : never;
