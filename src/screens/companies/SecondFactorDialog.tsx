import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useCompanies } from "../../state/companies-context";
import { Dialog } from "../../ui/Dialog";
import { QrCode } from "../../ui/QrCode";

/** Sets up codes from an authenticator app, or removes them. */
export function SecondFactorDialog({ onClose }: { readonly onClose: () => void }) {
  const { secondFactor } = useCompanies();
  const status = useQuery({
    queryKey: ["second-factor"],
    queryFn: () => secondFactor.isOn(),
    staleTime: 0,
    gcTime: 0,
  });
  const begin = useMutation({ mutationFn: () => secondFactor.begin() });
  const remove = useMutation({
    mutationFn: () => secondFactor.remove(),
    onSuccess: () => status.refetch(),
  });
  const done = () => {
    begin.reset();
    void status.refetch();
  };
  const problem = status.error ?? begin.error ?? remove.error;
  return (
    <Dialog title="Two-step sign-in" testId="second-factor" onClose={onClose}>
      <div className="second-factor">
        <p>With two-step sign-in you are asked for a code from an authenticator app after your password.</p>
        {status.isPending && <p role="status">Asking how it is set …</p>}
        {status.data === true && (
          <>
            <p role="status">
              It is <b>on</b>.
            </p>
            <button
              type="button"
              className="button"
              aria-disabled={remove.isPending}
              onClick={() => {
                if (!remove.isPending) remove.mutate();
              }}
            >
              Turn it off
            </button>
          </>
        )}
        {status.data === false && begin.data === undefined && (
          <>
            <p role="status">
              It is <b>off</b>.
            </p>
            <button
              type="button"
              className="button primary"
              aria-disabled={begin.isPending}
              onClick={() => {
                if (!begin.isPending) begin.mutate();
              }}
            >
              Set it up
            </button>
          </>
        )}
        {status.data === false && begin.data !== undefined && <SetUp {...begin.data} onDone={done} />}
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface SetUpProps {
  readonly secret: string;
  readonly address: string;
  readonly onDone: () => void;
}

function SetUp({ secret, address, onDone }: SetUpProps) {
  const { secondFactor } = useCompanies();
  const field = useId();
  const [code, setCode] = useState("");
  const confirm = useMutation({ mutationFn: () => secondFactor.confirm(code.replace(/\s/g, "")), onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate();
      }}
    >
      <ol>
        <li>
          Scan this with your authenticator app, or type in the key.
          <QrCode text={address} label="QR code for your authenticator app; the key below says the same" />
          <code className="secret" data-testid="totp-secret">
            {secret}
          </code>
        </li>
        <li>
          <label htmlFor={field}>Type in the six digits that the app shows.</label>
          <input
            id={field}
            className="field"
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\s*(\d\s*){6}"
            title="Six digits"
            required
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
        </li>
      </ol>
      {confirm.error !== null && (
        <p className="field-problem" role="alert">
          {confirm.error.message}
        </p>
      )}
      <button type="submit" className="button primary" aria-disabled={confirm.isPending}>
        Turn it on
      </button>
    </form>
  );
}
