/** A part that holds sockets, files or timers: `dispose` lets go of all of them and may be called twice. */
export interface Disposable {
  dispose(): Promise<void>;
}

/**
 * Disposes parts in the opposite order of their start, all of them even when one fails.
 *
 * @throws AggregateError with what failed
 */
export async function disposeAll(parts: readonly Disposable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [...parts].reverse()) {
    await part.dispose().catch((error: unknown) => {
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, "Not every part of the sandbox ended cleanly.");
}
