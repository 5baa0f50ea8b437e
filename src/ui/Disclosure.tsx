import { useEffect, useId, useRef, useState, type ReactNode } from "react";

interface DisclosureProps {
  /** What the button says. */
  readonly label: ReactNode;
  /** What the button is called where `label` does not say it. */
  readonly name?: string;
  readonly testId: string;
  /** What is in the panel; a click on an element with `data-closes` closes it. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** A button that shows a panel below it, until Escape, a click elsewhere, or the panel itself closes it. */
export function Disclosure({ label, name, testId, children, className = "" }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event) => {
      if (event.target instanceof Node && holder.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      ref={holder}
      className={`disclosure ${className}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        aria-label={name}
        data-testid={testId}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {label}
        <span aria-hidden="true" className="disclosure-mark" />
      </button>
      {open && (
        <div
          id={panel}
          className="disclosure-panel"
          data-testid={`${testId}-panel`}
          onClick={(event) => {
            if (event.target instanceof Element && event.target.closest("[data-closes]") !== null) close();
          }}
        >
          {children}
        </div>
      )}
    </div>
  );
}
