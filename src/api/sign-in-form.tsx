import { Authenticator, Heading } from "@aws-amplify/ui-react";
// Only the parts of Amplify's sheet that the form uses, in the sheet's own order, which matters.
import "@aws-amplify/ui-react/styles/base.layer.css";
import "@aws-amplify/ui-react/styles/reset.layer.css";
import "@aws-amplify/ui-react/styles/flex.layer.css";
import "@aws-amplify/ui-react/styles/text.layer.css";
import "@aws-amplify/ui-react/styles/button.layer.css";
import "@aws-amplify/ui-react/styles/field.layer.css";
import "@aws-amplify/ui-react/styles/fieldMessages.layer.css";
import "@aws-amplify/ui-react/styles/heading.layer.css";
import "@aws-amplify/ui-react/styles/icon.layer.css";
import "@aws-amplify/ui-react/styles/input.layer.css";
import "@aws-amplify/ui-react/styles/loader.layer.css";
import "@aws-amplify/ui-react/styles/copy.layer.css";
import "@aws-amplify/ui-react/styles/alert.layer.css";
import "@aws-amplify/ui-react/styles/authenticator.layer.css";
import "@aws-amplify/ui-react/styles/fieldGroup.layer.css";
import "@aws-amplify/ui-react/styles/fieldset.layer.css";
import "@aws-amplify/ui-react/styles/passwordField.layer.css";
import "@aws-amplify/ui-react/styles/visuallyHidden.layer.css";
import { useEffect, useMemo, useRef } from "react";
import "./sign-in-form.css";

interface SignInFormProps {
  /** In the field for the email address already; undefined: nobody. */
  readonly name: string | undefined;
  /** The rules for passwords, for people. */
  readonly passwordRules: readonly string[];
  /** Somebody is signed in. May be called more than once. */
  readonly onSignedIn: () => void;
}

/**
 * The Authenticator in the app's look. Amplify must be configured with a user pool. Accounts are made by administrators,
 * and so are new passwords: there is nothing to sign up for, and nowhere that a forgotten password could be sent.
 */
export function SignInForm({ name, passwordRules, onSignedIn }: SignInFormProps) {
  const components = useMemo(
    () => ({
      SignIn: {
        Footer: name === undefined ? FooterForAnybody : FooterForKnown,
      },
      ForceNewPassword: {
        Header: () => (
          <>
            <Heading level={2}>Choose your own password</Heading>
            <div className="sign-in-note" data-testid="password-rules">
              The one-time password has served. Your own needs:
              <ul>
                {passwordRules.map((rule) => (
                  <li key={rule}>{rule}</li>
                ))}
              </ul>
            </div>
          </>
        ),
      },
    }),
    [passwordRules, name],
  );
  const formFields = useMemo(
    () => ({
      signIn: {
        username: {
          label: "Email",
          placeholder: "",
          ...(name !== undefined && { defaultValue: name }),
        },
        password: { label: "Password", placeholder: "", autocomplete: "current-password" },
      },
      forceNewPassword: {
        password: { label: "New password", placeholder: "" },
        confirm_password: { label: "New password again", placeholder: "" },
      },
      confirmSignIn: { confirmation_code: { label: "Code from your authenticator app", placeholder: "" } },
    }),
    [name],
  );
  return (
    // The attribute makes Amplify's style compute its variables here, from the ones that sign-in-form.css sets.
    <div className="sign-in" data-amplify-theme="airside">
      <Authenticator hideSignUp loginMechanisms={["email"]} components={components} formFields={formFields}>
        <Told onSignedIn={onSignedIn} />
      </Authenticator>
    </div>
  );
}

// Two components, not one with a property: the Authenticator makes them itself.
function FooterForAnybody() {
  return <SignInFooter focus="username" />;
}
function FooterForKnown() {
  return <SignInFooter focus="password" />;
}

/** What stands below the fields. It comes with them, and so knows when they can have the focus. */
function SignInFooter({ focus }: { readonly focus: "username" | "password" }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    note.current?.closest("form")?.querySelector<HTMLInputElement>(`input[name="${focus}"]`)?.focus();
  }, [focus]);
  return (
    <p ref={note} className="sign-in-note">
      Accounts and forgotten passwords: ask whoever manages the accounts.
    </p>
  );
}

/** The Authenticator shows its children once somebody is signed in. */
function Told({ onSignedIn }: { readonly onSignedIn: () => void }) {
  useEffect(() => {
    onSignedIn();
  }, [onSignedIn]);
  return null;
}
