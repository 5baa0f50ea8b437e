import { useQuery } from "@tanstack/react-query";

interface SignInProps {
  readonly name: string | undefined;
  readonly passwordRules: readonly string[];
  readonly onSignedIn: () => void;
}

/** The sign-in form, in a chunk of its own: whoever is signed in does not load it. */
export function SignIn(props: SignInProps) {
  const { data, failureCount } = useQuery({
    queryKey: ["sign-in-module"],
    queryFn: () => import("../api/sign-in-form"),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: true,
    retryDelay: 2_000,
    networkMode: "always",
  });
  if (data !== undefined) return <data.SignInForm {...props} />;
  return (
    <p role="status">{failureCount < 2 ? "Loading the sign-in" : "The sign-in did not load. It is tried again."}</p>
  );
}
