import { useEffect, useRef, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import type { CompaniesApi } from "../api/companies-api";
import type { Clock } from "../flights/clock";
import { exportStorageKey } from "../state/export-list";
import { createSessionStore, userKey, type AuthService, type SignedInUser } from "../state/session-store";
import { forgetAddress } from "../state/use-companies-view";
import { Dialog } from "../ui/Dialog";
import { Panel } from "../ui/Panel";
import "./session-gate.css";
import { SignedInCompanies } from "./SignedInCompanies";

interface SessionGateProps {
  readonly auth: AuthService;
  readonly createApi: (user: SignedInUser) => CompaniesApi;
  readonly clock: Clock;
  readonly airport: string;
  readonly renderSignIn: (name: string | undefined, onSignedIn: () => void) => ReactNode;
}

/**
 * Lets the signed-in user in. Each user gets a tree of components of their own, which goes with the user; only where a
 * session ran out by itself does it stay, blurred and out of reach, until the same user is back.
 */
export function SessionGate({ auth, createApi, clock, airport, renderSignIn }: SessionGateProps) {
  const [store] = useState(() => createSessionStore({ auth, clock, forget: forgetUser, report }));
  const session = useStore(store.state);
  useEffect(() => store.start(), [store]);
  switch (session.kind) {
    case "checking":
    case "signingOut":
      return (
        <main className="h-dvh" lang="en">
          <Panel
            testId="loading"
            tone="calm"
            title={session.kind === "checking" ? "Loading companies" : "Signing out"}
          />
        </main>
      );
    case "unreachable":
      return (
        <main className="h-dvh" lang="en">
          <Panel testId="not-reachable" tone="warning" title="The sign-in cannot be reached">
            It is tried again every few seconds.
          </Panel>
        </main>
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
            <SignedInCompanies
              key={userKey(session.user)}
              user={session.user}
              isExpired={session.kind === "expired"}
              createApi={createApi}
              secondFactor={auth.secondFactor}
              signOut={(where) => {
                void store.signOut(where);
              }}
              clock={clock}
              airport={airport}
            />
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

/** Removes what a user leaves outside of the components: the address, and what would outlive a reload. */
function forgetUser(user: SignedInUser): void {
  sessionStorage.removeItem(exportStorageKey(user.sub));
  forgetAddress();
}
