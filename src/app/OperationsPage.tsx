import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { createAmplifyAuth } from "../api/amplify-auth";
import { createOperationsCentre } from "../api/amplify-operations-centre";
import { authConfigurationQuery, type AuthConfiguration } from "../api/auth-configuration";
import { configurationQuery, type Configuration } from "../api/configuration";
import { OperationsScreen } from "../screens/operations/OperationsScreen";
import { OperationsContext, type Operations } from "../state/operations-context";
import { createOperationsStore } from "../state/operations-store";
import "../ui/office.css";
import { MessagePage } from "./MessagePage";
import { SessionGate, type Visit } from "./SessionGate";
import { SignIn } from "./SignIn";
import { systemClock } from "./system-clock";
import { useOfficeLook } from "./use-office-look";

/** `/operations` with the real backend: configuration first, then whoever is signed in. */
export function OperationsPage() {
  useOfficeLook("Operations");
  const auth = useQuery(authConfigurationQuery);
  const { data: configuration } = useQuery(configurationQuery);
  if (auth.data !== undefined && configuration !== undefined) {
    return <ConfiguredOperations auth={auth.data} configuration={configuration} />;
  }
  if (auth.failureCount === 0)
    return <MessagePage language="en" testId="loading" tone="calm" title="Loading operations" />;
  return (
    <MessagePage language="en" testId="not-reachable" tone="warning" title="The backend cannot be reached">
      {auth.error?.message ?? "The configuration (/amplify_outputs.json) does not come. It is tried again."}
    </MessagePage>
  );
}

interface ConfiguredOperationsProps {
  readonly auth: AuthConfiguration;
  readonly configuration: Configuration;
}

function ConfiguredOperations({ auth: authConfiguration, configuration }: ConfiguredOperationsProps) {
  const [auth] = useState(() => createAmplifyAuth(authConfiguration));
  return (
    <SessionGate
      auth={auth}
      clock={systemClock}
      airport={configuration.airport.name}
      loading="Loading operations"
      forget={leavesNothing}
      renderSignIn={(name, onSignedIn) => (
        <SignIn name={name} passwordRules={authConfiguration.passwordRules} onSignedIn={onSignedIn} />
      )}
      renderPage={(visit) => <SignedInOperations visit={visit} tokens={auth} configuration={configuration} />}
    />
  );
}

/** All that a user has seen is in the components, which go with the user. */
function leavesNothing(): void {
  return undefined;
}

interface SignedInOperationsProps {
  readonly visit: Visit;
  readonly tokens: ReturnType<typeof createAmplifyAuth>;
  readonly configuration: Configuration;
}

function SignedInOperations({ visit, tokens, configuration }: SignedInOperationsProps) {
  const { user, isExpired, signOut } = visit;
  const [{ centre, store }] = useState(() => {
    const centre = createOperationsCentre({
      user,
      tokens,
      endpoint: configuration.endpoint,
      clock: systemClock,
      report: (message) => {
        console.warn(`airside: ${message}`);
      },
    });
    return { centre, store: createOperationsStore(centre, systemClock) };
  });
  const mayAsk = !isExpired && user.groups.includes("operations");
  useEffect(() => (mayAsk ? store.start() : undefined), [store, mayAsk]);
  const { airport } = configuration;
  const operations = useMemo<Operations>(
    () => ({
      user,
      centre,
      store,
      clock: systemClock,
      airportName: airport.name,
      terminals: airport.terminals,
      signOut,
    }),
    [user, centre, store, airport, signOut],
  );
  return (
    <OperationsContext value={operations}>
      <OperationsScreen />
    </OperationsContext>
  );
}
