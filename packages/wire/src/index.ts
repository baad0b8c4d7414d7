export {
  type AnyApi,
  apiByKey,
  decodeRequest,
  type DecodedRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeRequestFrame,
  encodeResponse,
  encodeResponseFrame,
  readRequestHeader,
  readResponseHeader,
  requestHeaderVersion,
  responseHeaderVersion,
} from './envelope.ts';
export { ErrorCode, type ErrorFacts, errorFactsByCode, type ErrorName } from './error-codes.ts';
export {
  AuthenticationError,
  ConfigError,
  type ConfigIssue,
  ConnectionError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
} from './errors.ts';
export { DEFAULT_MAX_FRAME_BYTES, FrameDecoder, type FrameDecoderOptions } from './frame.ts';
export { KafkaError } from './kafka-error.ts';
export type { Api, MessageInit, MessageType, UnknownTag } from './message-type.ts';
export * from './messages/index.ts';
export { type OptionsSchema, parseOptions } from './options.ts';
export { type ErrorContext, errorFor, ProtocolError } from './protocol-error.ts';
export { Reader } from './reader.ts';
export { isUuid, ZERO_UUID } from './uuid.ts';
export { WireError } from './wire-error.ts';
export { type TagSection, Writer } from './writer.ts';
