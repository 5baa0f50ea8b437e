import { createContext, useContext } from "react";
import type { CompaniesApi } from "../api/companies-api";
import type { Clock } from "../flights/clock";
import type { CompaniesEventStore } from "./companies-events";
import type { ExportList } from "./export-list";
import type { SecondFactor, SignedInUser } from "./session-store";

/** All that the parts of the companies page share, for one user. */
export interface Companies {
  readonly user: SignedInUser;
  readonly api: CompaniesApi;
  readonly events: CompaniesEventStore;
  readonly exports: ExportList;
  readonly secondFactor: SecondFactor;
  readonly signOut: (where: "here" | "everywhere") => void;
  readonly clock: Clock;
  /** Name of the airport, for the header. */
  readonly airport: string;
}

/** The page around a component. */
export const CompaniesContext = createContext<Companies | undefined>(undefined);

/** The page around this component. Throws outside of one. */
export function useCompanies(): Companies {
  const companies = useContext(CompaniesContext);
  if (companies === undefined) throw new Error("useCompanies: no CompaniesContext around this component");
  return companies;
}
