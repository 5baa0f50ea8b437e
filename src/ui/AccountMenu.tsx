import type { ReactNode } from "react";
import { Disclosure } from "./Disclosure";

/** What the menu of a signed-in person has. */
export interface AccountMenuProps {
  readonly user: { readonly name: string; readonly groups: readonly string[] };
  readonly signOut: (where: "here" | "everywhere") => void;
  /** Entries in front of those for leaving, each an `AccountEntry`. */
  readonly children?: ReactNode;
}

/** Who is signed in, and what that person can do about it. */
export function AccountMenu({ user, signOut, children }: AccountMenuProps) {
  return (
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
        {children}
        <AccountEntry
          name="Sign out"
          testId="sign-out"
          onChoose={() => {
            signOut("here");
          }}
        />
        <AccountEntry
          name="Sign out everywhere"
          onChoose={() => {
            signOut("everywhere");
          }}
        />
      </ul>
    </Disclosure>
  );
}

interface AccountEntryProps {
  readonly name: string;
  readonly testId?: string;
  readonly onChoose: () => void;
}

/** One entry of the account's menu, which closes it. */
export function AccountEntry({ name, testId, onChoose }: AccountEntryProps) {
  return (
    <li>
      <button type="button" className="menu-item" data-closes data-testid={testId} onClick={onChoose}>
        {name}
      </button>
    </li>
  );
}
