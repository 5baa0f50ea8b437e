import { createStore, type StoreApi } from "zustand/vanilla";
import type { Clock } from "../flights/clock";

/** Who is signed in, as the verified token says it. */
export interface SignedInUser {
  /** Cognito's identifier of the user, which never changes. */
  readonly sub: string;
  /** What the user signed in with: the email address. */
  readonly name: string;
  readonly groups: readonly string[];
}

/** Setting up codes from an authenticator app as the second factor. */
export interface SecondFactor {
  isOn(): Promise<boolean>;
  /** Begins: the secret, and the address that a QR code carries (otpauth://, RFC 6238 in Google's key URI format). */
  begin(): Promise<{ readonly secret: string; readonly address: string }>;
  /** Ends what `begin` began. Rejects where the code is wrong. */
  confirm(code: string): Promise<void>;
  remove(): Promise<void>;
}

/** What the page needs of the user pool; `src/api/amplify-auth.ts` is the real one. */
export interface AuthService {
  /** The signed-in user, with tokens that are good now; undefined: nobody. Rejects where that cannot be found out. */
  user(): Promise<SignedInUser | undefined>;
  /**
   * Calls `listener` when the answer of `user` may have changed, in this tab or another one. "signedOut": somebody signed
   * out in another tab, on purpose.
   */
  onChange(listener: (change: "perhaps" | "signedOut") => void): () => void;
  /** Ends the session here, or every session of the user. */
  signOut(where: "here" | "everywhere"): Promise<void>;
  readonly secondFactor: SecondFactor;
}

/** Where the page stands with its user. */
export type Session =
  | { readonly kind: "checking" }
  /** Whether somebody is signed in cannot be found out; it is tried again. */
  | { readonly kind: "unreachable" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "signingOut" }
  | { readonly kind: "signedIn"; readonly user: SignedInUser }
  /** The session ended by itself: the user's place is kept for the same user, and for nobody else. */
  | { readonly kind: "expired"; readonly user: SignedInUser };

/** Keeps `Session` true. */
export interface SessionStore {
  readonly state: StoreApi<Session>;
  /** Begins to watch; the answer ends it. */
  start(): () => void;
  /** To be called when somebody may have signed in or out; does nothing before `start` and after its end. */
  readonly check: () => void;
  signOut(where: "here" | "everywhere"): Promise<void>;
}

/** Another tab writes its tokens one by one: wait until it has done so. */
export const SETTLE_MS = 100;
/** Pause before finding out again who is signed in, where that failed. */
export const CHECK_AGAIN_MS = 3_000;
/**
 * Pause between two looks whether the session goes on: a page that asks for nothing is not told of its end. While the
 * tokens are good no request is made; renewing them does not prolong the session.
 */
export const WATCH_MS = 3 * 60_000;

/** Two users are one only if their groups are, too: another group sees other columns. */
export function userKey(user: SignedInUser): string {
  return [user.sub, ...[...user.groups].sort()].join(" ");
}

/** What a session store is made of. */
export interface SessionStoreOptions {
  readonly auth: AuthService;
  readonly clock: Clock;
  /**
   * Is called when a user has left for good: signed out, or another one came. Removes what the user left outside of the
   * page's components.
   */
  readonly forget: (user: SignedInUser) => void;
  /** Is told of what went wrong, and was dealt with. */
  readonly report: (message: string) => void;
}

/** A session store; nothing runs yet. */
export function createSessionStore({ auth, clock, forget, report }: SessionStoreOptions): SessionStore {
  const state = createStore<Session>(() => ({ kind: "checking" }));
  let running = false;
  let checks = 0;
  let cancelCheck: () => void = () => undefined;

  const known = (): SignedInUser | undefined => {
    const session = state.getState();
    return session.kind === "signedIn" || session.kind === "expired" ? session.user : undefined;
  };
  const leave = (next: Session): void => {
    const before = known();
    if (before !== undefined) forget(before);
    state.setState(next, true);
  };
  const found = (user: SignedInUser | undefined): void => {
    const before = known();
    if (user === undefined) {
      state.setState(before === undefined ? { kind: "signedOut" } : { kind: "expired", user: before }, true);
    } else if (before === undefined || userKey(before) !== userKey(user)) {
      leave({ kind: "signedIn", user });
    } else if (state.getState().kind === "expired") {
      state.setState({ kind: "signedIn", user: before }, true);
    }
  };
  /** One check at most is to come: whoever plans another one cancels it. */
  const checkIn = (delayMs: number): void => {
    cancelCheck();
    cancelCheck = clock.schedule(delayMs, check);
  };
  const check = (): void => {
    // A sign-out may end, and a page may still tell of a change, once nobody watches any more.
    if (!running) return;
    // Planned now, not with the answer, which would cancel what a change has planned meanwhile.
    checkIn(WATCH_MS);
    checks += 1;
    const mine = checks;
    auth.user().then(
      (user) => {
        if (mine === checks) found(user);
      },
      (reason: unknown) => {
        if (mine !== checks) return;
        report(`cannot find out who is signed in: ${String(reason)}`);
        if (known() === undefined) state.setState({ kind: "unreachable" }, true);
        // Failing has told of a change, too: asked again at once, a user pool out of reach would never be left in peace.
        checkIn(CHECK_AGAIN_MS);
      },
    );
  };
  /** What is under way must not undo a sign-out. */
  const dropChecks = (): void => {
    cancelCheck();
    checks += 1;
  };

  return {
    state,
    check,
    start() {
      running = true;
      const stop = auth.onChange((change) => {
        if (state.getState().kind === "signingOut") return;
        if (change === "perhaps") {
          checkIn(SETTLE_MS);
        } else {
          dropChecks();
          leave({ kind: "signedOut" });
        }
      });
      check();
      return () => {
        running = false;
        stop();
        dropChecks();
      };
    },
    async signOut(where) {
      dropChecks();
      leave({ kind: "signingOut" });
      try {
        await auth.signOut(where);
      } finally {
        state.setState({ kind: "signedOut" }, true);
        check();
      }
    },
  };
}
