import type { ResultOf } from "gql.tada";
import type { DisplayReport } from "../display/fleet";
import type { Clock } from "../flights/clock";
import type { SignedInUser } from "../state/session-store";
import type { TokenSource } from "./amplify-auth";
import { keepSubscribed, watchConnection } from "./kept-subscription";
import type { OperationsCentre } from "./operations-centre";
import {
  confirmTakeover,
  displays,
  endTakeover,
  onDisplayReport,
  onTakeoverStep,
  proposeTakeover,
  serviceTime,
  takeovers,
} from "./operations-centre-documents";
import { installRealtimeSocket } from "./realtime-socket";
import { createUserRequest } from "./user-requests";

/** What the operations page's backend is made of. */
export interface OperationsCentreOptions {
  readonly user: SignedInUser;
  readonly tokens: TokenSource;
  /** GraphQL endpoint. */
  readonly endpoint: string;
  readonly clock: Clock;
  /** Is told of what went wrong with subscriptions, and was dealt with. */
  readonly report: (message: string) => void;
}

/** Displays that one page holds; the contract allows 1 to 1000. */
const PAGE_SIZE = 500;
/** More pages than any fleet has; a token that never ends must not hold the page for ever. */
const MOST_PAGES = 40;

/** The operations page's backend over the Amplify client, as `user` and as nobody else. Amplify must be configured. */
export function createOperationsCentre(options: OperationsCentreOptions): OperationsCentre {
  const { user, tokens, endpoint, clock, report } = options;
  // Takeovers name who took which step: only ID tokens have the email address.
  const ask = createUserRequest(user, tokens, "id");
  // A step of a takeover is not given up half way: whoever pressed the button wants to know what came of it.
  const patient = () => new AbortController().signal;
  return {
    async takeovers(signal) {
      return (await ask(takeovers, {}, signal)).takeovers;
    },
    async displays(signal) {
      const reports: DisplayReport[] = [];
      let nextToken: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const variables: { limit: number; nextToken?: string } = {
          limit: PAGE_SIZE,
          ...(nextToken !== null && { nextToken }),
        };
        const answer: ResultOf<typeof displays> = await ask(displays, variables, signal);
        reports.push(...answer.displays.items);
        nextToken = answer.displays.nextToken;
        if (nextToken === null) return reports;
      }
      throw new Error(`displays: expected at most ${String(MOST_PAGES)} pages of ${String(PAGE_SIZE)}`);
    },
    async serviceTime(signal) {
      const { aliveAt, now } = (await ask(serviceTime, {}, signal)).feedStatus;
      return { now: Date.parse(now), feedAliveAt: aliveAt === null ? undefined : Date.parse(aliveAt) };
    },
    async propose({ zone, level, texts, minutes }) {
      const input = { zone, level, minutes, texts: texts.map((text) => ({ ...text })) };
      return (await ask(proposeTakeover, { input }, patient())).proposeTakeover;
    },
    async confirm(id) {
      return (await ask(confirmTakeover, { id }, patient())).confirmTakeover;
    },
    async end(id) {
      return (await ask(endTakeover, { id }, patient())).endTakeover;
    },
    listen(events) {
      installRealtimeSocket(endpoint);
      const stops = [
        watchConnection(events),
        keepSubscribed(onTakeoverStep, clock, report, (data) => {
          const takeover = (data as Partial<ResultOf<typeof onTakeoverStep>> | null | undefined)?.onTakeoverStep;
          if (takeover != null) events.takeover(takeover);
        }),
        keepSubscribed(onDisplayReport, clock, report, (data) => {
          const display = (data as Partial<ResultOf<typeof onDisplayReport>> | null | undefined)?.onDisplayReport;
          if (display != null) events.display(display);
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
