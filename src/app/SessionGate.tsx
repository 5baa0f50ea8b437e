import { Fragment, useEffect, useRef, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import type { Clock } from "../flights/clock";
import { createSessionStore, userKey, type AuthService, type SignedInUser } from "../state/session-store";
import { Dialog } from "../ui/Dialog";
import { MessagePage } from "./MessagePage";
import "./session-gate.css";

interface SessionGateProps {
  readonly auth: AuthService;
  readonly clock: Clock;
  /** Name of the airport, above the form. */
  readonly airport: string;
  /** What shows while it is being found out who is signed in. */
  readonly loading: string;
  /** Removes what a user leaves outside of the components: what would outlive them. */
  readonly forget: (user: SignedInUser) => void;
  readonly renderSignIn: (name: string | undefined, onSignedIn: () => void) => ReactNode;
  /** The page of a user. */
  readonly renderPage: (visit: Visit) => ReactNode;
}

/** One user's time on the page. */
export interface Visit {
  readonly user: SignedInUser;
  /** The session ran out; the page waits for the user. */
  readonly isExpired: boolean;
  readonly signOut: (where: "here" | "everywhere") => void;
}

/**
 * Lets the signed-in user in. Each user gets a tree of components of their own, which goes with the user; only where a
 * session ran out by itself does it stay, blurred and out of reach, until the same user is back.
 */
export function SessionGate(props: SessionGateProps) {
  const { auth, clock, airport, loading, forget, renderSignIn, renderPage } = props;
  const [store] = useState(() => createSessionStore({ auth, clock, forget, report }));
  const session = useStore(store.state);
  useEffect(() => store.start(), [store]);
  switch (session.kind) {
    case "checking":
    case "signingOut":
      return (
        <MessagePage
          language="en"
          testId="loading"
          tone="calm"
          title={session.kind === "checking" ? loading : "Signing out"}
        />
      );
    case "unreachable":
      return (
        <MessagePage language="en" testId="not-reachable" tone="warning" title="The sign-in cannot be reached">
          It is tried again every few seconds.
        </MessagePage>
      );
    case "signedOut":
      return (
        <main className="sign-in-page" lang="en" data-testid="sign-in">
          <div className="sign-in-card">
            <h1>Sign in</h1>
            <p>{airport}</p>
            {renderSignIn(undefined, store.check)}
          </div>
        </main>
      );
    case "signedIn":
    case "expired":
      return (
        <>
          <Sealed sealed={session.kind === "expired"}>
            <Fragment key={userKey(session.user)}>
              {renderPage({
                user: session.user,
                isExpired: session.kind === "expired",
                signOut: (where) => {
                  void store.signOut(where);
                },
              })}
            </Fragment>
          </Sealed>
          {session.kind === "expired" && (
            <Dialog title="Your session has ended" testId="session-expired" onClose={undefined}>
              <p>
                Sign in again as <b>{session.user.name}</b> to go on where you were. Nobody else gets to see it.
              </p>
              {renderSignIn(session.user.name, store.check)}
              <button
                type="button"
                className="button quiet"
                onClick={() => {
                  void store.signOut("here");
                }}
              >
                Leave it and sign out
              </button>
            </Dialog>
          )}
        </>
      );
  }
}

/** Keeps its children as they are, and from eyes, mouse and keyboard while `sealed`. */
function Sealed({ sealed, children }: { readonly sealed: boolean; readonly children: ReactNode }) {
  const holder = useRef<HTMLDivElement>(null);
  return (
    <div ref={holder} className="sealable" data-sealed={sealed || undefined} inert={sealed}>
      {children}
    </div>
  );
}

function report(message: string): void {
  console.warn(`airside: ${message}`);
}
