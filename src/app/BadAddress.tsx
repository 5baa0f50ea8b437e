import { vocabularies } from "../flights/vocabulary";
import type { BadParameter } from "../display/bad-parameter";
import { Panel } from "../ui/Panel";

/** Says which parameter of the display's address is wrong, why where a rule decides, and what would do. */
export function BadAddress({ fault }: { readonly fault: BadParameter & { readonly reason?: string } }) {
  const { badAddress } = vocabularies.en;
  return (
    <main className="h-dvh" lang="en">
      <Panel isPage testId="bad-address" tone="warning" title={badAddress.title}>
        <p>{badAddress.parameter(fault.parameter)}</p>
        {fault.reason !== undefined && <p>{fault.reason}</p>}
        <p>{badAddress.expected(fault.expected)}</p>
        <p>{badAddress.actual(fault.actual)}</p>
        {fault.nearest !== undefined && <p>{badAddress.nearest(fault.nearest)}</p>}
        <p className="mt-4">{badAddress.advice}</p>
      </Panel>
    </main>
  );
}
