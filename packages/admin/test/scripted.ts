import { FakeBroker, inMemory, type MemoryPlace, type Received } from '@k/testing';
import { type Api, type MessageInit, Metadata, type MetadataResponse } from '@k/wire';
import { type AdminOptions, KafkaAdmin } from '../src/index.ts';

/** One request as a script sees it. */
export interface Seen<Req = unknown> {
  readonly broker: number;
  readonly api: string;
  readonly version: number;
  readonly body: Req;
}

/** What a broker says; 'hang up' to say nothing and close; undefined for no answer at all. */
type Say<Req, Res> = (seen: Seen<Req>) => MessageInit<Res> | 'hang up' | undefined;

type TopicInit = NonNullable<MessageInit<MetadataResponse>['topics']>[number];

/** Brokers, from 1 on, that say what a test tells them to, for what @k/broker cannot be brought to say. */
export class Scripted implements AsyncDisposable {
  readonly place: MemoryPlace = inMemory(5);
  readonly seen: Seen[] = [];
  /** Whom Metadata names as the controller. */
  controllerId = 1;
  /** What Metadata tells of topics, by name. */
  readonly topics = new Map<string, Omit<TopicInit, 'name'>>();
  readonly #brokers = new Map<number, FakeBroker>();
  readonly #apis: readonly Api<unknown, unknown>[];

  private constructor(apis: readonly Api<unknown, unknown>[]) {
    this.#apis = apis;
  }

  /** @param versions the highest version that brokers take, by the name of an API; -1: none */
  static async start(
    apis: readonly Api<unknown, unknown>[],
    { brokers = 1, versions = {} }: { brokers?: number; versions?: Readonly<Record<string, number>> } = {},
  ): Promise<Scripted> {
    const script = new Scripted([Metadata, ...apis]);
    for (let id = 1; id <= brokers; id++) {
      const broker = await FakeBroker.start(script.place, script.#apis, { host: `broker-${id}` });
      broker.ranges = broker.ranges.flatMap((range) => {
        const name = script.#apis.find(({ key }) => key === range.apiKey)?.name ?? '';
        const maxVersion = versions[name] ?? range.maxVersion;
        return maxVersion < 0 ? [] : [{ ...range, maxVersion }];
      });
      script.#brokers.set(id, broker);
    }
    script.on(Metadata, ({ body }) => script.metadata(body.topics?.map(({ name }) => name)));
    return script;
  }

  get bootstrapServers(): string[] {
    return Array.from(this.#brokers.values(), ({ host, port }) => `${host}:${port}`);
  }

  admin(options: Omit<AdminOptions, 'cluster' | 'bootstrapServers'> = {}): KafkaAdmin {
    const { bootstrapServers } = this;
    return this.place.own(new KafkaAdmin({ runtime: this.place.runtime, ...options, bootstrapServers }));
  }

  on<Req, Res>(api: Api<Req, Res>, say: Say<Req, Res>): void {
    for (const [id, broker] of this.#brokers) {
      broker.on<Req, Res>(api, (request: Received & { body: Req }) => {
        const seen = { broker: id, api: api.name, version: request.header.apiVersion, body: request.body };
        this.seen.push(seen);
        const said = say(seen);
        if (said !== 'hang up') return said;
        request.peer.destroy();
        return undefined;
      });
    }
  }

  /** What was asked of an API, in order. */
  requests<Req>(api: Api<Req, unknown>): Seen<Req>[] {
    return this.seen.filter((each): each is Seen<Req> => each.api === api.name);
  }

  run<T>(promise: Promise<T>): Promise<T> {
    return this.place.run(promise);
  }

  /** @param names of topics; left out: all */
  metadata(names: readonly (string | null)[] = [...this.topics.keys()]): MessageInit<MetadataResponse> {
    return {
      clusterId: 'scripted',
      controllerId: this.controllerId,
      brokers: Array.from(this.#brokers, ([nodeId, { host, port }]) => ({ nodeId, host, port })),
      topics: names.map((name) => ({ name, ...(this.topics.get(name ?? '') ?? { errorCode: 3 }) })),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]();
  }
}

/** A partition with one replica, as Metadata tells it. */
export function partitionAt(
  leaderId: number,
  partitionIndex = 0,
): NonNullable<NonNullable<TopicInit['partitions']>[number]> {
  return { partitionIndex, leaderId, replicaNodes: [leaderId], isrNodes: [leaderId] };
}
