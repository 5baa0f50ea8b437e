import { Component, type ReactNode } from "react";
import type { Clock } from "../flights/clock";
import { vocabularies } from "../flights/vocabulary";
import { Panel } from "../ui/Panel";

interface ErrorBoundaryProps {
  readonly clock: Clock;
  readonly children: ReactNode;
}

/** How long the failure shows before the display tries again. */
export const RECOVERY_MS = 5_000;

/** Catches what breaks below it and, as nobody is there to reload the page, tries again after a few seconds. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };
  private cancel: () => void = () => undefined;

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error("the display failed and starts again", error);
    this.cancel();
    this.cancel = this.props.clock.schedule(RECOVERY_MS, () => {
      this.setState({ failed: false });
    });
  }

  override componentWillUnmount(): void {
    this.cancel();
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { failure } = vocabularies.en;
    return (
      <div className="h-dvh">
        <Panel isPage testId="failure" tone="warning" title={failure.title}>
          {failure.detail}
        </Panel>
      </div>
    );
  }
}
