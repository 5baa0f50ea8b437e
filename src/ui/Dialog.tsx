import { useId, useLayoutEffect, useRef, type ReactNode } from "react";

interface DialogProps {
  readonly title: string;
  readonly testId: string;
  /** Undefined: it cannot be closed, only dealt with. */
  readonly onClose: (() => void) | undefined;
  readonly children: ReactNode;
  /** "side": a panel along the edge, of full height. */
  readonly place?: "middle" | "side";
}

/**
 * A modal dialog: the browser's own, which keeps the focus inside, makes the rest inert and gives the focus back
 * (https://html.spec.whatwg.org/multipage/interactive-elements.html#dom-dialog-showmodal).
 */
export function Dialog({ title, testId, onClose, children, place = "middle" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // In time: a dialog that has left the document gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return undefined;
    element.showModal();
    return () => {
      element.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog dialog-${place}`}
      aria-labelledby={heading}
      data-testid={testId}
      onCancel={(event) => {
        // The browser would close it by itself, and again after a second Escape.
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        // Only the backdrop is the dialog itself; its content lies above.
        if (event.target === dialog.current) onClose?.();
      }}
    >
      <div className="dialog-content">
        <div className="dialog-header">
          <h2 id={heading}>{title}</h2>
          {onClose !== undefined && (
            <button type="button" className="button quiet" onClick={onClose}>
              Close
            </button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}
