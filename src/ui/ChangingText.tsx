import { useState, type ReactNode } from "react";

interface ChangingTextProps {
  /** What is compared: a new value is a change that the passenger should see. */
  readonly value: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Shows its children and, when `value` changes while it is on screen, turns and marks them for a few seconds. */
export function ChangingText({ value, children, className }: ChangingTextProps) {
  const [shown, setShown] = useState(value);
  const [changes, setChanges] = useState(0);
  if (value !== shown) {
    setShown(value);
    setChanges(changes + 1);
  }
  const classes = `inline-block max-w-full ${className ?? ""} ${changes > 0 ? "changed" : ""}`;
  // A new key makes a new element, and so starts the animation anew.
  return (
    <span key={changes} className={classes.trim()}>
      {children}
    </span>
  );
}
