import type { FlightKey, IdentifiedUpdate } from "../status-update/flight-item.js";
import type { Registers } from "../status-update/registers.js";

/** What the steps of the two mutations hand on to one another in `ctx.stash`. */
export interface UpdateStash {
  update: IdentifiedUpdate;
  key: FlightKey;
  registers: Registers;
}
