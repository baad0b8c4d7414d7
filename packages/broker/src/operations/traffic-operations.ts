import { type WaitOptions, checkFunction } from '@k/runtime';
import type { Api } from '@k/wire';
import type { ApiName, RequestOf, ResponseOf } from '../control/api-name.ts';
import { chosenApi, parseControlOptions } from '../control/control-arguments.ts';
import type { Control, ControlFunction, ControlOptions } from '../control/control.ts';
import type { BrokerEventListener } from '../events.ts';
import type { ExchangeListener } from '../exchanges.ts';
import type { ConnectionCondition } from '../expect/connection-wait.ts';
import type { ConnectionDescription } from '../connection/connection-description.ts';
import type { BrokerParts } from './broker-parts.ts';
import { checkOpen, chosenNodes } from './locate.ts';
import { type Recording, recordFrom } from '../recording/recording.ts';

/** Connections, and the requests that come by them. */
export interface BrokerTraffic {
  /**
   * Sees every request of one API before the broker does, and decides what becomes of it: see {@link ControlOutcome}.
   * The newest control is asked first. An API that the broker does not have, or not as the release it plays, is
   * announced in all its versions (or in `versions`) while it has a control, which then has to answer: there is nothing to
   * leave it to.
   * @param api one of `@k/wire`, or its name: `'ShareFetch'`
   * @throws ConfigError
   */
  control<Name extends ApiName>(
    api: Name,
    fn: ControlFunction<RequestOf<Name>, ResponseOf<Name>>,
    options?: ControlOptions,
  ): Control;
  control<Req, Res>(api: Api<Req, Res>, fn: ControlFunction<Req, Res>, options?: ControlOptions): Control;

  /** Calls `listener` for every {@link BrokerEvent} until the returned function is called. @throws ConfigError */
  observe(listener: BrokerEventListener): () => void;

  /**
   * Calls `listener` for every request with its body and its answer, when it was answered, until the returned function is
   * called. What clients send to log in is in it, too. @throws ConfigError
   */
  observeExchanges(listener: ExchangeListener): () => void;

  /**
   * Keeps every request from now on, and what it was answered: to look at, to save as a file, and to {@link replay} to another
   * Kafka. It is kept in memory until the recording is let go of.
   */
  record(): Recording;

  readonly connections: ConnectionDescription[];

  /**
   * Waits until such a client is connected: `{ clientId: 'billing' }`.
   * @throws ExpectationError after `timeoutMs` (default 4000): who is connected; else as {@link expectRecords}
   */
  waitForConnection(options: ConnectionCondition & WaitOptions): Promise<ConnectionDescription>;

  /** Drops all connections (of one node); clients may come back at once. @throws ConfigError when there is no such node */
  dropConnections(nodeId?: number): void;

  /**
   * Fetch sessions (KIP-227) are forgotten, as when there are too many: the next request of each gets
   * FETCH_SESSION_ID_NOT_FOUND.
   * @param nodeId  default: of all nodes
   * @throws ConfigError when there is no such node
   */
  forgetFetchSessions(nodeId?: number): void;
}

/** Makes them of the parts of a broker. */
export function brokerTraffic(parts: BrokerParts): BrokerTraffic {
  return {
    control(api: unknown, fn: unknown, options: ControlOptions = {}): Control {
      const call = 'Broker: control()';
      checkOpen(parts, call);
      const chosen = chosenApi(call, api);
      checkFunction(call, 'fn', fn);
      const isAnnounced = parts.nodes.some((node) => node.serves(chosen.key));
      const parsed = parseControlOptions(call, chosen, options, isAnnounced);
      if (parsed.nodeId !== undefined) chosenNodes(parts, call, parsed.nodeId);
      const topicIdOf = (name: string): string | undefined => parts.cluster.topic(name)?.topicId;
      return parts.controls.add(chosen, fn as ControlFunction<unknown, unknown>, parsed, topicIdOf);
    },

    observe(listener: BrokerEventListener): () => void {
      checkFunction('Broker: observe()', 'listener', listener);
      return parts.events.listen(listener);
    },

    observeExchanges(listener: ExchangeListener): () => void {
      checkFunction('Broker: observeExchanges()', 'listener', listener);
      return parts.exchanges.listen(listener);
    },

    record(): Recording {
      return recordFrom(parts.exchanges);
    },

    get connections(): ConnectionDescription[] {
      return connectionsOf(parts);
    },

    waitForConnection(options: ConnectionCondition & WaitOptions): Promise<ConnectionDescription> {
      return parts.expectations.waitForConnection(options, () => connectionsOf(parts));
    },

    dropConnections(nodeId?: number): void {
      for (const node of chosenNodes(parts, 'Broker: dropConnections()', nodeId))
        node.dropConnections('dropped by the test');
    },

    forgetFetchSessions(nodeId?: number): void {
      for (const { id } of chosenNodes(parts, 'Broker: forgetFetchSessions()', nodeId))
        parts.cluster.fetchSessions(id).clear();
    },
  };
}

function connectionsOf({ nodes }: BrokerParts): ConnectionDescription[] {
  return nodes.flatMap((node) =>
    node.connections.map(({ id, nodeId, listener, principal, remoteAddress, clientId }) => ({
      ...{ id, nodeId, listener, principal, remoteAddress, clientId },
    })),
  );
}
