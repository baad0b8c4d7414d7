import { fileURLToPath } from 'node:url';
import { Driver } from '../foreign/driver.ts';
import type { Member } from '../foreign/member.ts';
import { type GetProgram, javaProgram, nodeProgram, pythonProgram } from '../foreign/programs.ts';
import type { Lab } from '../lab.ts';
import type { Agreement, Kind } from './agreements.ts';

const PROGRAMS: Readonly<Record<Kind, GetProgram>> = {
  ours: () =>
    Promise.resolve({
      command: process.execPath,
      args: [fileURLToPath(new URL('../../../ours/driver.mjs', import.meta.url))],
    }),
  java: javaProgram('4.4.0'),
  librdkafka: pythonProgram('confluent_kafka_client.py', 'confluent-kafka.txt'),
  kafkajs: nodeProgram('kafkajs'),
};

/** A member of a group, of whatever client, alone in its process. */
export class GroupProcess {
  readonly kind: Kind;
  readonly member: Member;
  readonly #driver: Driver;

  private constructor(kind: Kind, driver: Driver, member: Member) {
    this.kind = kind;
    this.#driver = driver;
    this.member = member;
  }

  /** @throws MissingPrerequisiteError where its client cannot be had */
  static async join(lab: Lab, kind: Kind, agreement: Agreement, group: string, topic: string): Promise<GroupProcess> {
    const driver = await Driver.start(await PROGRAMS[kind](console.error), lab.target.bootstrapServers);
    try {
      const how = kind === 'ours' ? agreement.ours : agreement.theirs;
      return new GroupProcess(kind, driver, await driver.join(group, { topics: [topic], ...how }));
    } catch (error) {
      await driver.kill();
      throw error;
    }
  }

  async leave(): Promise<void> {
    await this.member.leave();
    await this.#driver.close();
  }

  /** In the middle of whatever it is at. */
  die(): Promise<void> {
    return this.#driver.kill();
  }

  /** It stands still, as a laptop that is closed. */
  freeze(): void {
    this.#driver.freeze();
  }

  goOn(): void {
    this.#driver.goOn();
  }
}
