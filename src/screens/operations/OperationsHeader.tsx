import { useOperations } from "../../state/operations-context";
import { AccountMenu } from "../../ui/AccountMenu";
import { DeskHeader } from "../../ui/DeskHeader";

const icon = "M8 11h32v20H8zm3 3v14h26V14zm10 17h6v4h7v3H14v-3h7zM14 17h12v2.500H14zm0 4.500h20V24H14z";

/** Whose page this is, and for whom. */
export function OperationsHeader() {
  const { airportName, user, signOut } = useOperations();
  return (
    <DeskHeader title="Operations" airport={airportName} icon={icon} link={{ href: "/", name: "Displays" }}>
      <AccountMenu user={user} signOut={signOut} />
    </DeskHeader>
  );
}
