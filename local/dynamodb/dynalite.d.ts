/** The part of dynalite 4 (CommonJS, without types) that the sandbox uses: https://github.com/architect/dynalite#programmatically */
declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    /** Directory of the LevelDB store; absent: in memory. */
    readonly path?: string;
    /** Milliseconds that a new table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** A server that is not listening yet. Closing it closes the store. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
