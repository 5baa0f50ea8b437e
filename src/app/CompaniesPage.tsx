import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { createAmplifyAuth } from "../api/amplify-auth";
import { createAmplifyCompaniesApi } from "../api/amplify-companies-api";
import { authConfigurationQuery, type AuthConfiguration } from "../api/auth-configuration";
import { createCompaniesLive } from "../api/companies-live";
import "../ui/office.css";
import { MessagePage } from "./MessagePage";
import { SessionGate } from "./SessionGate";
import { forgetCompaniesUser, SignedInCompanies } from "./SignedInCompanies";
import { SignIn } from "./SignIn";
import { systemClock } from "./system-clock";
import { useOfficeLook } from "./use-office-look";

/** `/companies` with the real backend: configuration first, then whoever is signed in. */
export function CompaniesPage() {
  useOfficeLook("Companies");
  const { data, failureCount, error } = useQuery(authConfigurationQuery);
  if (data !== undefined) return <ConfiguredCompanies configuration={data} />;
  if (failureCount === 0) return <MessagePage language="en" testId="loading" tone="calm" title="Loading companies" />;
  return (
    <MessagePage language="en" testId="not-reachable" tone="warning" title="The data cannot be reached">
      {error?.message ?? "The configuration (/amplify_outputs.json) does not come. It is tried again."}
    </MessagePage>
  );
}

function ConfiguredCompanies({ configuration }: { readonly configuration: AuthConfiguration }) {
  const [services] = useState(() => {
    const auth = createAmplifyAuth(configuration);
    const listen = createCompaniesLive(configuration.endpoint, systemClock, (message) => {
      console.warn(`airside: ${message}`);
    });
    return {
      auth,
      createApi: (user: Parameters<typeof auth.tokenOf>[0]) =>
        createAmplifyCompaniesApi({ user, tokens: auth, listen }),
    };
  });
  return (
    <SessionGate
      auth={services.auth}
      clock={systemClock}
      airport={configuration.airportName}
      loading="Loading companies"
      forget={forgetCompaniesUser}
      renderSignIn={(name, onSignedIn) => (
        <SignIn name={name} passwordRules={configuration.passwordRules} onSignedIn={onSignedIn} />
      )}
      renderPage={(visit) => (
        <SignedInCompanies
          {...visit}
          createApi={services.createApi}
          secondFactor={services.auth.secondFactor}
          clock={systemClock}
          airport={configuration.airportName}
        />
      )}
    />
  );
}
