import { Link } from "wouter";
import { useOperations } from "../../state/operations-context";
import { Disclosure } from "../../ui/Disclosure";

/** Whose page this is, and for whom. */
export function OperationsHeader() {
  const { airportName, user, signOut } = useOperations();
  return (
    <header className="app-header">
      <svg viewBox="0 0 48 48" aria-hidden="true" className="app-icon">
        <rect width="48" height="48" rx="6" fill="var(--sign)" />
        <path
          fill="var(--on-sign)"
          d="M8 11h32v20H8zm3 3v14h26V14zm10 17h6v4h7v3H14v-3h7zM14 17h12v2.500H14zm0 4.500h20V24H14z"
        />
      </svg>
      <div className="app-title">
        <h1>Operations</h1>
        <p>{airportName}</p>
      </div>
      <nav aria-label="Pages of the app">
        <Link href="/">Displays</Link>
      </nav>
      <Disclosure
        label={<span className="user-name">{user.name}</span>}
        name={`Account of ${user.name}`}
        testId="user-menu"
        className="to-the-left"
      >
        <p className="user-card">
          Signed in as <b>{user.name}</b>
          <span data-testid="user-groups">{user.groups.length === 0 ? "in no group" : user.groups.join(", ")}</span>
        </p>
        <ul className="menu">
          <li>
            <button
              type="button"
              className="menu-item"
              data-closes
              data-testid="sign-out"
              onClick={() => {
                signOut("here");
              }}
            >
              Sign out
            </button>
          </li>
          <li>
            <button
              type="button"
              className="menu-item"
              data-closes
              onClick={() => {
                signOut("everywhere");
              }}
            >
              Sign out everywhere
            </button>
          </li>
        </ul>
      </Disclosure>
    </header>
  );
}
