/**
 * The usual in-process publish and subscribe behind GraphQL servers: each subscriber an async iterator with a queue, as
 * graphql-subscriptions makes them.
 */
export class Channel<T> {
  readonly #subscribers = new Set<Subscriber<T>>();

  get size(): number {
    return this.#subscribers.size;
  }

  publish(value: T): void {
    for (const subscriber of this.#subscribers) subscriber.push(value);
  }

  /** Values for which `passes` holds. */
  subscribe(passes: (value: T) => boolean): AsyncIterableIterator<T> {
    const subscriber = new Subscriber<T>(passes, () => this.#subscribers.delete(subscriber));
    this.#subscribers.add(subscriber);
    return subscriber;
  }
}

class Subscriber<T> implements AsyncIterableIterator<T> {
  readonly #values: T[] = [];
  readonly #waiting: ((result: IteratorResult<T>) => void)[] = [];

  constructor(
    private readonly passes: (value: T) => boolean,
    private readonly onReturn: () => void,
  ) {}

  push(value: T): void {
    if (!this.passes(value)) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#values.push(value);
    else waiting({ value, done: false });
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#values.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<T>> {
    this.onReturn();
    for (const waiting of this.#waiting.splice(0)) waiting({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
