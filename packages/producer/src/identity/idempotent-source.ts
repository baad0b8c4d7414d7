import type { Clock } from '@k/runtime';
import { asError } from '@k/wire';
import type { Troubles } from '../troubles.ts';
import {
  type IdempotentConfig,
  type IdempotentEffect,
  type IdempotentEvent,
  idempotentStep,
  initialIdempotent,
  mayNumber,
} from './idempotent.ts';
import type { IdentityListener, IdentitySource, PartitionSequence, ProducerIdentity } from './source.ts';

export interface IdempotentParts extends IdempotentConfig {
  readonly clock: Clock;
  readonly troubles: Troubles;
  /** One InitProducerId. */
  readonly ask: () => Promise<ProducerIdentity>;
}

/** {@link IdentitySource} of a producer without transactions: does what `idempotent.ts` says. */
export class IdempotentSource implements IdentitySource {
  readonly tag = null;
  readonly refusal = null;
  readonly #parts: IdempotentParts;
  #state = initialIdempotent;
  #bumps = 0;
  #listener!: IdentityListener;
  #stopped = false;

  constructor(parts: IdempotentParts) {
    this.#parts = parts;
  }

  get current(): ProducerIdentity | null {
    return this.#state.state === 'present' ? this.#state.identity : null;
  }

  get bumps(): number {
    return this.#bumps;
  }

  listen(listener: IdentityListener): void {
    this.#listener = listener;
  }

  maySend(partition: PartitionSequence, now: number): boolean {
    const state = this.#state;
    if (state.state === 'present') return mayNumber(partition, state.identity);
    this.#on({ type: 'needed' }, now);
    return false;
  }

  fenced(identity: ProducerIdentity): void {
    if (identity === this.current) this.#bumps++;
    this.#on({ type: 'fenced', identity }, this.#parts.clock.monotonic());
  }

  established(): void {
    // Each partition keeps its own account.
  }

  recordsFailed(): void {
    // Whoever sent them is told, and nothing hangs together with them.
  }

  stop(): void {
    this.#stopped = true;
  }

  #on(event: IdempotentEvent, now: number): void {
    const [to, effects] = idempotentStep(this.#state, event, now, this.#parts);
    this.#state = to;
    for (const effect of effects) this.#do(effect, now);
  }

  #do(effect: IdempotentEffect, now: number): void {
    switch (effect.type) {
      case 'ask':
        void this.#ask();
        return;
      case 'wakeAt':
        this.#listener.wakeAt(effect.at, now);
        return;
      case 'ready':
        this.#listener.ready();
        return;
      case 'warn':
        this.#parts.troubles.met(this, 'There is no producer id', effect.error);
        return;
      case 'fatal':
        this.#parts.troubles.over(this);
        this.#listener.fatal(effect.error);
    }
  }

  async #ask(): Promise<void> {
    let event: IdempotentEvent;
    try {
      event = { type: 'granted', identity: await this.#parts.ask() };
    } catch (error) {
      event = { type: 'refused', error: asError(error) };
    }
    if (this.#stopped) return;
    if (event.type === 'granted') this.#parts.troubles.over(this);
    this.#on(event, this.#parts.clock.monotonic());
  }
}
