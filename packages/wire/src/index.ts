import './buffer-type.ts';
export { ACL_OPERATIONS, ACL_PATTERN_TYPES, ACL_PERMISSION_TYPES, ACL_RESOURCE_TYPES } from './acl-codes.ts';
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
export { brokerAddresses, tellsAddresses, type ToldAddress } from './addresses.ts';
export { asError, messageOf } from './as-error.ts';
export { checkError, PartialError } from './check-error.ts';
export { type ErrorFacts, errorFactsByCode } from './error-facts.ts';
export { errorFor } from './error-for.ts';
export * from './errors/classes.ts';
export { ErrorCode, type ErrorName } from './errors/codes.ts';
export {
  AuthenticationError,
  ConfigError,
  type ConfigIssue,
  ConnectionError,
  CorrelationIdError,
  NoBrokersAvailableError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
} from './errors.ts';
export { DEFAULT_MAX_FRAME_BYTES, FrameDecoder, type FrameDecoderOptions } from './frame.ts';
export { KafkaError } from './kafka-error.ts';
export type { Api, MessageInit, MessageType, RecordTypes } from './message-type.ts';
export * from './messages/index.ts';
export { type OptionsSchema, parseOptions } from './options.ts';
export { type ErrorContext, ProtocolError } from './protocol-error.ts';
export { Reader } from './reader.ts';
export { type DecodedResponse, decodeResponseFrame, encodeApiVersionsRefusal } from './response-frame.ts';
export { nearest } from './nearest.ts';
export { showValue } from './show-value.ts';
export type { TopicPartition } from './topic-partition.ts';
export type { UnknownTag } from './unknown-tag.ts';
export { isUuid, ZERO_UUID } from './uuid.ts';
export { WireError } from './wire-error.ts';
export { type TagSection, Writer } from './writer.ts';
export { checkArgumentCount, wrongArgument } from './wrong-argument.ts';
