import type { CompressionType } from '@k/codec';
import type { Lab } from '../lab.ts';
import type { ForeignClient } from './clients.ts';
import type { Ability, Administration } from './contract.ts';
import type { Driver } from './driver.ts';

/** What a case has at hand. */
export interface Stage {
  readonly lab: Lab;
  readonly client: ForeignClient;
  readonly driver: Driver;
  /** Starts another process of it, which is ended with the suite. */
  readonly another: () => Promise<Driver>;
  /** By codec the topic in which all clients write and that all read: each has to read what any other wrote. */
  readonly shared: ReadonlyMap<CompressionType, string>;
  /** The topic in which all clients write transactions, and of which all read what was committed. */
  readonly transactional: string;
}

/** Something that a client does to a broker, and that must come out right. */
export interface Case {
  readonly title: string;
  /** Why this client cannot do it; undefined when it can. */
  readonly lacks: (client: ForeignClient) => string | undefined;
  readonly run: (stage: Stage) => Promise<void>;
  /** Clients take turns, where what they write must not lie between one another's. */
  readonly inTurns?: boolean;
}

/** For `lacks` of a case: the reason that the client has for the first of these that it lacks. */
export function needs(...abilities: readonly Ability[]): Case['lacks'] {
  return ({ cannot }) => abilities.map((ability) => cannot?.[ability]).find((reason) => reason !== undefined);
}

/** The same for what an administrator does. */
export function administers(...all: readonly Administration[]): Case['lacks'] {
  return ({ admin = [] }) => (all.every((each) => admin.includes(each)) ? undefined : 'its driver does not do that');
}
