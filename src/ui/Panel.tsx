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
      <div className={`max-w-[56rem] border-l-8 bg-raised px-10 py-8 ${colours}`}>
        <p className="text-[2rem] font-semibold leading-tight md:text-[2.75rem]">{title}</p>
        <div className="mt-4 text-[1.25rem] leading-snug text-soft md:text-[1.625rem]">{children}</div>
      </div>
    </div>
  );
}
