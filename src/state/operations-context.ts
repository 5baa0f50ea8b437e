import { createContext, useContext } from "react";
import type { OperationsCentre } from "../api/operations-centre";
import type { Clock } from "../flights/clock";
import type { Airport } from "./airport";
import type { OperationsStore } from "./operations-store";
import type { SignedInUser } from "./session-store";

/** All that the parts of the operations page share, for one user. */
export interface Operations {
  readonly user: SignedInUser;
  readonly centre: OperationsCentre;
  readonly store: OperationsStore;
  /** The device's time. */
  readonly clock: Clock;
  readonly airportName: string;
  readonly terminals: Airport["terminals"];
  readonly signOut: (where: "here" | "everywhere") => void;
}

/** The page around a component. */
export const OperationsContext = createContext<Operations | undefined>(undefined);

/** The page around this component. Throws outside of one. */
export function useOperations(): Operations {
  const operations = useContext(OperationsContext);
  if (operations === undefined) throw new Error("useOperations: no OperationsContext around this component");
  return operations;
}
