import { range } from './range.ts';
import type { ServerAssignor } from './spec.ts';
import { uniform } from './uniform.ts';

/** The assignors that come with Kafka; the first is its default. */
export const SERVER_ASSIGNOR_NAMES = ['uniform', 'range'] as const;
export type ServerAssignorName = (typeof SERVER_ASSIGNOR_NAMES)[number];

export const SERVER_ASSIGNORS: Readonly<Record<ServerAssignorName, ServerAssignor>> = { uniform, range };
