import type { ReactNode } from "react";

interface PanelProps {
  readonly testId: string;
  readonly tone: "calm" | "warning";
  readonly title: string;
  readonly children?: ReactNode;
}

/** One message in place of everything else. */
export function Panel({ testId, tone, title, children }: PanelProps) {
  const colours = tone === "warning" ? "border-accent" : "border-line";
  return (
    <div className="flex h-full w-full items-center justify-center p-6" data-testid={testId} role="status">
      <div className={`max-w-[76rem] border-s-8 bg-raised px-10 py-8 ${colours}`}>
        <p className="text-[max(2rem,var(--least,0px))] font-semibold leading-tight md:text-[max(3.5rem,var(--least,0px))]">
          {title}
        </p>
        <div className="mt-4 text-[max(1.25rem,var(--least,0px))] leading-snug text-soft md:text-[max(2rem,var(--least,0px))]">
          {children}
        </div>
      </div>
    </div>
  );
}
