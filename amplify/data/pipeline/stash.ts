import type { FlightKey, IdentifiedUpdate } from "../status-update/flight-item.js";
import type { Registers } from "../status-update/registers.js";
import type { FeedStash } from "./feed-stash.js";

/** What the steps of the two mutations hand on to one another in `ctx.stash`. */
export interface UpdateStash extends FeedStash {
  update: IdentifiedUpdate;
  key: FlightKey;
  registers: Registers;
}
