import type { BrokerOptions } from '@k/broker';
import { World as BrokerWorld } from '@k/testing';
import { KafkaAdmin, type AdminOptions } from '../src/index.ts';

/** A broker and admin clients in one process under a virtual clock. */
export class World extends BrokerWorld {
  readonly #clients: KafkaAdmin[] = [];

  static override async create(options: BrokerOptions = {}, seed = 1): Promise<World> {
    return new World(await BrokerWorld.begin(options, seed));
  }

  admin(options: Omit<AdminOptions, 'cluster' | 'bootstrapServers'> = {}): KafkaAdmin {
    const admin = new KafkaAdmin({ runtime: this.runtime, ...options, bootstrapServers: this.bootstrapServers });
    this.#clients.push(admin);
    return admin;
  }

  override async close(): Promise<void> {
    for (const admin of this.#clients) await this.run(admin.close());
    await super.close();
  }
}
