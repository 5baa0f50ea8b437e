import type { ReactNode } from "react";

interface PanelProps {
  readonly testId: string;
  readonly tone: "calm" | "warning";
  readonly title: string;
  /** Whether it is all that the page has, so that its title is the page's heading. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** One message in place of everything else. */
export function Panel({ testId, tone, title, isPage = false, children }: PanelProps) {
  const Title = isPage ? "h1" : "p";
  const colours = tone === "warning" ? "border-accent" : "border-line";
  return (
    <div className="flex h-full w-full items-center justify-center p-6" data-testid={testId} role="status">
      <div className={`max-w-[76rem] border-s-8 bg-raised px-10 py-8 ${colours}`}>
        <Title className="text-[max(2rem,var(--least,0px))] font-semibold leading-tight md:text-[max(var(--panel-title,2.75rem),var(--least,0px))]">
          {title}
        </Title>
        <div className="mt-4 text-[max(1.25rem,var(--least,0px))] leading-snug text-soft md:text-[max(var(--panel-detail,1.625rem),var(--least,0px))]">
          {children}
        </div>
      </div>
    </div>
  );
}
