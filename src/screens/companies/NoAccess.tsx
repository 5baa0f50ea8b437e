import { useCompanies } from "../../state/companies-context";

/** For somebody who is signed in and may see nothing of the lake: who that is, and what to ask for. */
export function NoAccess({ reason }: { readonly reason: string }) {
  const { user, signOut } = useCompanies();
  return (
    <div className="message" data-testid="no-access" role="alert">
      <h2>Your account has no access to the companies</h2>
      <p>
        You are signed in as <b>{user.name}</b>,{" "}
        {user.groups.length === 0 ? "who is in no group" : `in the group ${user.groups.join(", ")}`}.
      </p>
      <p>
        Ask whoever manages the accounts to put you into a group that reads the data lake, such as{" "}
        <b>businessAnalyst</b>. Then sign out and in again.
      </p>
      <p className="failure-text">{reason}</p>
      <button
        type="button"
        className="button primary"
        onClick={() => {
          signOut("here");
        }}
      >
        Sign out
      </button>
    </div>
  );
}
