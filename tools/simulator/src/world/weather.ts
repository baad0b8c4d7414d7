import type { LinkEnds, LinkFaults, MemoryNetwork } from '@k/runtime';

/** Which links a piece of weather is about; what is left out is about all. */
export interface Links {
  /** Names of hosts. */
  readonly clients?: readonly string[] | undefined;
  /** Addresses. */
  readonly servers?: readonly string[] | undefined;
}

interface Front extends Links {
  readonly faults: LinkFaults;
}

/** All that is wrong with the network at the moment: faults that hold at the same time add up. */
export class Weather {
  readonly #network: MemoryNetwork;
  readonly #fronts = new Set<Front>();
  readonly #fair: LinkFaults;
  /** By link; until the weather changes. */
  #known = new Map<string, LinkFaults>();

  /** @param fair what holds when nothing is wrong */
  constructor(network: MemoryNetwork, fair: LinkFaults) {
    this.#network = network;
    this.#fair = fair;
    this.#changed();
  }

  /** Holds until the returned function is called. */
  add(links: Links, faults: LinkFaults): () => void {
    const front = { ...links, faults };
    this.#fronts.add(front);
    this.#changed();
    return () => {
      if (this.#fronts.delete(front)) this.#changed();
    };
  }

  #changed(): void {
    this.#known = new Map();
    this.#network.setFaults((ends) => this.#on(ends));
  }

  #on(ends: LinkEnds): LinkFaults {
    const key = `${ends.from ?? ''} ${ends.to}`;
    let found = this.#known.get(key);
    if (found === undefined) {
      const here = [...this.#fronts].filter((front) => isAbout(front, ends));
      found = here.reduce((sum, { faults }) => together(sum, faults), this.#fair);
      this.#known.set(key, found);
    }
    return found;
  }
}

/** Who has no name is no client of the run, and sees nothing of the weather. */
function isAbout({ clients, servers }: Links, { from, to }: LinkEnds): boolean {
  if (from === undefined) return false;
  return (clients?.includes(from) ?? true) && (servers?.includes(to) ?? true);
}

function together(a: LinkFaults, b: LinkFaults): LinkFaults {
  return {
    latencyMs: slower(a.latencyMs, b.latencyMs),
    maxChunkBytes: Math.min(a.maxChunkBytes ?? 1_000_000, b.maxChunkBytes ?? 1_000_000),
    dropProbability: Math.max(a.dropProbability ?? 0, b.dropProbability ?? 0),
    refuseProbability: Math.max(a.refuseProbability ?? 0, b.refuseProbability ?? 0),
    blackHole: darker(a.blackHole, b.blackHole),
  };
}

function slower(a: LinkFaults['latencyMs'] = 0, b: LinkFaults['latencyMs'] = 0): NonNullable<LinkFaults['latencyMs']> {
  const high = (latency: typeof a): number => (typeof latency === 'number' ? latency : latency[1]);
  return high(b) > high(a) ? b : a;
}

function darker(a: LinkFaults['blackHole'], b: LinkFaults['blackHole']): NonNullable<LinkFaults['blackHole']> {
  if (a === undefined || a === false) return b ?? false;
  if (b === undefined || b === false || a === b) return a;
  return true;
}
