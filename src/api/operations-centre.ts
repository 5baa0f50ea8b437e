import type { DisplayReport } from "../display/fleet";
import type { Takeover, TakeoverLevel, TakeoverText } from "../display/takeover";

/** A takeover as operations sees it; instants are ISO 8601 with zone. */
export interface OperationsTakeover extends Takeover {
  /** How long it shows, counted from its confirmation. */
  readonly minutes: number;
  readonly proposedAt: string;
  /** Unconfirmed until then, the proposal lapses. */
  readonly lapsesAt: string;
  readonly proposedBy: string | null;
  readonly confirmedBy: string | null;
  readonly endedBy: string | null;
}

/** What one person proposes, for another one to confirm. */
export interface TakeoverProposal {
  /** "all", "terminal/B" or "gate/B44". */
  readonly zone: string;
  readonly level: TakeoverLevel;
  readonly texts: readonly TakeoverText[];
  readonly minutes: number;
}

/** What the backend tells by itself. */
export interface OperationsEvents {
  readonly takeover: (takeover: OperationsTakeover) => void;
  readonly display: (report: DisplayReport) => void;
  /** The subscriptions are there (again): what came before them is to be fetched. */
  readonly connected: () => void;
  readonly disconnected: () => void;
}

/** The service's clock and the feed, milliseconds since 1970. */
export interface ServiceTime {
  readonly now: number;
  /** Undefined: the feed never gave a sign of life. */
  readonly feedAliveAt: number | undefined;
}

/** What the operations page asks of the backend, as the signed-in user. Requests reject with a `CompaniesError`. */
export interface OperationsCentre {
  /** Newest first. */
  takeovers(signal: AbortSignal): Promise<readonly OperationsTakeover[]>;
  /** The newest report of every display, all pages. */
  displays(signal: AbortSignal): Promise<readonly DisplayReport[]>;
  serviceTime(signal: AbortSignal): Promise<ServiceTime>;
  propose(proposal: TakeoverProposal): Promise<OperationsTakeover>;
  confirm(id: string): Promise<OperationsTakeover>;
  end(id: string): Promise<OperationsTakeover>;
  /** Listens until the answer is called. */
  listen(events: OperationsEvents): () => void;
}
