import { useStore } from "zustand";
import type { FlightKey } from "../../flights/flight";
import type { FollowedFlights } from "../../state/followed-flights";

/** The keys of the followed flights, newest first. */
export function useFollowed(followed: FollowedFlights): readonly FlightKey[] {
  return useStore(followed, (state) => state.keys);
}
