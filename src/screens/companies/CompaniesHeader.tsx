import { useState } from "react";
import { useCompanies } from "../../state/companies-context";
import { AccountEntry, AccountMenu } from "../../ui/AccountMenu";
import { DeskHeader } from "../../ui/DeskHeader";
import { SecondFactorDialog } from "./SecondFactorDialog";

const icon =
  "M10 38V18h10v20zm13 0V10h15v28zm4-23v4h3v-4zm0 8v4h3v-4zm5-8v4h3v-4zm0 8v4h3v-4zM13 22v3h4v-3zm0 7v3h4v-3z";

/** Whose page this is, and for whom. */
export function CompaniesHeader() {
  const { airport, user, signOut } = useCompanies();
  const [showsSecondFactor, setShowsSecondFactor] = useState(false);
  return (
    <DeskHeader title="Companies" airport={airport} icon={icon} link={{ href: "/departures", name: "Departures" }}>
      <AccountMenu user={user} signOut={signOut}>
        <AccountEntry
          name="Two-step sign-in"
          onChoose={() => {
            setShowsSecondFactor(true);
          }}
        />
      </AccountMenu>
      {showsSecondFactor && (
        <SecondFactorDialog
          onClose={() => {
            setShowsSecondFactor(false);
          }}
        />
      )}
    </DeskHeader>
  );
}
