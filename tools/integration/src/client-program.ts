// A transactional producer in a process of its own, which does what it is told by messages: see client-process.ts.
import { KafkaProducer, TransactionError } from '@k/producer';
import { type Network, nodeRuntime, type Runtime } from '@k/runtime';
import { EndTxn } from '@k/wire';
import { type ClientOptions, type ClientOutcome, type ClientStep, OFFSET } from './client-process.ts';

const options = JSON.parse(process.argv[2] ?? '') as ClientOptions;
const { bootstrapServers, transactionalId, topic, source, groupId } = options;
const producer = new KafkaProducer({
  bootstrapServers,
  transactionalId,
  runtime: options.diesAt === undefined ? undefined : dying(nodeRuntime, options.diesAt),
});

const steps: Readonly<Record<ClientStep, () => Promise<unknown>>> = {
  begin: () => producer.beginTransaction(),
  send: async () => {
    await producer.sendMany([0, 1].map((partition) => ({ topic, partition, value: 'killed' })));
    const nobody = { groupId, generationId: -1, memberId: '' };
    await producer.sendOffsetsToTransaction({ topic: source, partition: 0, offset: OFFSET }, nobody);
  },
  commit: () => producer.commitTransaction(),
  abort: () => producer.abortTransaction(),
};

process.on('message', (step: ClientStep) => {
  void steps[step]().then(() => report({ error: null }), failed);
});

function failed(error: unknown): void {
  if (!(error instanceof TransactionError)) throw error;
  const { kind, message, cause } = error;
  report({ error: { kind, message, cause: cause instanceof Error ? cause.name : null } });
}

function report(outcome: ClientOutcome): void {
  process.send?.(outcome);
}

/** Ends this process, as a crash does, when EndTxn is to leave, or when its answer is there and nobody has looked at it. */
function dying(runtime: Runtime, at: 'EndTxn' | 'its answer'): Runtime {
  const network: Network = {
    connect(target, handlers) {
      let isAsked = false;
      const socket = runtime.network.connect(target, {
        onConnect: () => {
          handlers.onConnect();
        },
        onData: (chunk) => {
          if (isAsked) die();
          handlers.onData(chunk);
        },
        onDrain: () => {
          handlers.onDrain();
        },
        onClose: (error) => {
          handlers.onClose(error);
        },
      });
      return {
        write: (chunks) => {
          // Behind its length a request says first which API it is of.
          if (Buffer.concat(chunks).readInt16BE(4) === EndTxn.key) {
            if (at === 'EndTxn') die();
            isAsked = true;
          }
          return socket.write(chunks);
        },
        destroy: () => {
          socket.destroy();
        },
      };
    },
  };
  return { ...runtime, network };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
