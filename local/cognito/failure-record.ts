import { z } from "zod";

export const failuresSchema = z.object({
  count: z.number(),
  /** Milliseconds since 1970, as is the other. */
  lockedUntil: z.number(),
  /** From then on they count no more. */
  forgottenAt: z.number(),
});

/** Wrong passwords and codes of one user. */
export type Failures = Readonly<z.infer<typeof failuresSchema>>;

/** Failures of one pool's users, by user id: of those who do not exist, too. */
export interface FailureStore {
  find(userId: string): Failures | undefined;
  /** Resolves when they outlive the process, or cannot be written: they count here all the same. */
  put(userId: string, failures: Failures): Promise<void>;
  remove(userId: string): void;
}

/** Made-up names must not fill the memory. */
const mostUsers = 100_000;

/** Failures in memory, those of the last 100,000 users who failed. */
export class FailureRecords {
  private readonly byUser = new Map<string, Failures>();

  find(userId: string): Failures | undefined {
    return this.byUser.get(userId);
  }

  put(userId: string, failures: Failures): void {
    // Who failed last comes last, so that the oldest is the first to go.
    if (this.byUser.get(userId)?.count !== failures.count) this.byUser.delete(userId);
    this.byUser.set(userId, failures);
    const [oldest] = this.byUser.keys();
    if (this.byUser.size > mostUsers && oldest !== undefined) this.byUser.delete(oldest);
  }

  /** @returns whether there were any */
  remove(userId: string): boolean {
    return this.byUser.delete(userId);
  }

  /** Those that still count, the oldest first. */
  *current(now: number): Iterable<readonly [userId: string, failures: Failures]> {
    for (const entry of this.byUser) if (now < entry[1].forgottenAt) yield entry;
  }
}
