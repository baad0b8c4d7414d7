import { CaptureError } from './capture/capture-error.ts';
import { CaptureReader } from './capture/capture-reader.ts';
import type { Packet } from './capture/packet.ts';
import { readSegment } from './capture/segment.ts';
import { TcpConnections } from './capture/tcp-connections.ts';
import { Conversation, type ConversationKind, type ConversationListener, type Heard } from './conversation.ts';

/** Takes what is found. */
export interface CaptureReport {
  hear(heard: Heard): void;
  /** Something could not be read. */
  complain(message: string): void;
  /** What is good to know. */
  tell(message: string): void;
}

/** Shows what Kafka's clients and brokers say to each other in a capture, and tells what else is in it. */
export class CaptureDecoder {
  private readonly report: CaptureReport;
  private readonly reader = new CaptureReader((packet) => this.onPacket(packet));
  private readonly connections: TcpConnections;
  private timeMs: number | undefined = undefined;
  private packets = 0;
  private readonly kinds: Record<ConversationKind, number> = { unknown: 0, kafka: 0, tls: 0, other: 0 };
  private readonly passedOver = new Map<string, number>();

  constructor(report: CaptureReport) {
    this.report = report;
    const listener: ConversationListener = {
      now: () => this.timeMs,
      onMessage: (heard) => report.hear(heard),
      onLost: (what) => report.complain(what),
    };
    this.connections = new TcpConnections((source, destination) => {
      const conversation = new Conversation([source, destination], listener);
      return {
        direction: (from) => ({
          onData: (bytes) => conversation.push(from, bytes),
          onGap: (bytes) => conversation.gap(from, bytes),
        }),
        onClient: (client) => conversation.beginBy(client),
        onEnd: () => {
          conversation.end();
          this.kinds[conversation.kind]++;
        },
      };
    });
  }

  /** Takes the next bytes of the capture, however it is cut. @throws CaptureError */
  push(chunk: Buffer): void {
    this.reader.push(chunk);
  }

  /** The capture is at its end, or cannot be read any further: tells of what is open, and what was not shown. */
  end(damage?: CaptureError): void {
    this.connections.end();
    try {
      if (damage === undefined) this.reader.end();
      else throw damage;
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.report.complain(error.message);
    }
    this.summarize();
  }

  private onPacket(packet: Packet): void {
    this.packets++;
    this.timeMs = packet.timeMs;
    const segment = readSegment(packet);
    if (typeof segment === 'string') this.passedOver.set(segment, (this.passedOver.get(segment) ?? 0) + 1);
    else this.connections.take(segment);
  }

  private summarize(): void {
    const { kafka, tls, other } = this.kinds;
    const found = [`${count(this.packets, 'packet')}; ${count(kafka, 'connection')} with Kafka`];
    if (tls > 0) found.push(`${String(tls)} with TLS (encrypted: not shown)`);
    if (other > 0) found.push(`${String(other)} with something else`);
    const passed = [...this.passedOver].map(([why, packets]) => `${count(packets, 'packet')} ${why}`);
    const end = passed.length === 0 ? '' : `; passed over: ${passed.join(', ')}`;
    const summary = `${found.join(', ')}${end}`;
    if (kafka === 0) this.report.complain(summary);
    else this.report.tell(summary);
  }
}

function count(n: number, what: string): string {
  return `${String(n)} ${what}${n === 1 ? '' : 's'}`;
}
