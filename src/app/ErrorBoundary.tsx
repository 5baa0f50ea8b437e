import { Component, type ReactNode } from "react";
import { addressLanguage } from "../display/address-language";
import { pauseAfter } from "../flights/back-off";
import type { Clock } from "../flights/clock";
import { vocabularies } from "../flights/vocabulary";
import { MessagePage } from "./MessagePage";

interface ErrorBoundaryProps {
  readonly clock: Clock;
  /** Loads the page anew, without what it had kept; resolves to false where it would not come back. */
  readonly startOver: () => Promise<boolean>;
  readonly children: ReactNode;
}

/** How long the failure shows before the display tries again, milliseconds; doubles each time that it fails again. */
export const RECOVERY_MS = 5_000;
/** The longest that it shows. */
export const LONGEST_RECOVERY_MS = 60_000;
/** A display that was well for so long has recovered. */
export const RECOVERED_MS = 120_000;
/** From this many failures in a row on, the page is loaded anew. */
export const HOPELESS = 4;

/**
 * Catches what breaks below it and, as nobody is there to reload the page, tries again: after a few seconds, after longer
 * ones, and in the end with a new page that forgets what the old one had kept, as that may be what breaks it.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };
  private failures = 0;
  private cancel: () => void = () => undefined;

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error("the display failed and starts again", error);
    this.failures += 1;
    this.cancel();
    const pause = pauseAfter(this.failures, { first: RECOVERY_MS, longest: LONGEST_RECOVERY_MS });
    this.cancel = this.props.clock.schedule(pause, () => {
      void this.recover();
    });
  }

  override componentWillUnmount(): void {
    this.cancel();
  }

  private async recover(): Promise<void> {
    if (this.failures >= HOPELESS && (await this.props.startOver())) return;
    this.cancel = this.props.clock.schedule(RECOVERED_MS, () => {
      this.failures = 0;
    });
    this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const language = addressLanguage(window.location.search);
    const { failure } = vocabularies[language];
    return (
      <MessagePage language={language} testId="failure" tone="warning" title={failure.title}>
        {failure.detail}
      </MessagePage>
    );
  }
}
