import { useState } from "react";
import { useCompanies } from "../../state/companies-context";
import { Disclosure } from "../../ui/Disclosure";
import { SecondFactorDialog } from "./SecondFactorDialog";

/** Who is signed in, and what that person can do about it. */
export function UserMenu() {
  const { user, signOut } = useCompanies();
  const [showsSecondFactor, setShowsSecondFactor] = useState(false);
  return (
    <>
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
              onClick={() => {
                setShowsSecondFactor(true);
              }}
            >
              Two-step sign-in
            </button>
          </li>
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
      {showsSecondFactor && (
        <SecondFactorDialog
          onClose={() => {
            setShowsSecondFactor(false);
          }}
        />
      )}
    </>
  );
}
