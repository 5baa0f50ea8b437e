import { useRef, useState } from "react";
import { expectedText } from "../../display/address-text";
import type { BadParameter } from "../../display/bad-parameter";
import type { ChooserVocabulary } from "../../display/chooser-vocabulary";
import { draftOf, type DisplayDraft } from "../../display/display-draft";
import type { Language } from "../../flights/vocabulary";

interface AddressBarProps {
  readonly words: ChooserVocabulary;
  readonly language: Language;
  readonly origin: string;
  /** Path and query; undefined while the display is not complete. */
  readonly address: string | undefined;
  readonly terminals: readonly string[];
  readonly onPaste: (draft: DisplayDraft) => void;
}

/** The display's address: to copy, to open, and to paste another one's into, or to type it. */
export function AddressBar({ words, language, origin, address, terminals, onPaste }: AddressBarProps) {
  const field = useRef<HTMLInputElement>(null);
  // Until the field is left: written anew at every letter, half an address would change under the hand.
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<BadParameter>();
  const [copied, setCopied] = useState<string>();
  const url = address === undefined ? "" : `${origin}${address}`;
  const take = (text: string) => {
    setTyped(text);
    const draft = draftOf(text, terminals);
    if ("fault" in draft) {
      setFault(draft.fault);
      return;
    }
    setFault(undefined);
    onPaste(draft);
  };
  const copy = () => {
    toClipboard(url).then(
      () => {
        setCopied(url);
      },
      (reason: unknown) => {
        console.warn("airside: the address could not be copied, it is selected to be copied by hand", reason);
        // Selects it.
        field.current?.focus();
      },
    );
  };
  return (
    <div className="chooser-address">
      <label>
        <span className="chooser-label">{words.address}</span>
        <input
          ref={field}
          type="url"
          dir="ltr"
          spellCheck={false}
          data-testid="address"
          value={typed ?? url}
          aria-invalid={fault !== undefined}
          aria-describedby="address-hint"
          onFocus={(event) => {
            event.target.select();
          }}
          onChange={(event) => {
            take(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && fault === undefined) setTyped(undefined);
          }}
          onBlur={() => {
            setTyped(undefined);
            setFault(undefined);
          }}
        />
      </label>
      <div className="chooser-actions">
        <button type="button" className="button" disabled={url === ""} onClick={copy}>
          {copied === url && url !== "" ? words.copied : words.copy}
        </button>
        <a
          className="button primary"
          href={address}
          target="_blank"
          rel="noreferrer"
          aria-disabled={address === undefined || undefined}
          data-testid="open-display"
        >
          {words.open}
        </a>
      </div>
      <small id="address-hint" role="status" data-testid="address-fault">
        {fault === undefined ? (
          words.addressHint
        ) : (
          <>
            <bdi>{fault.parameter}</bdi>: {expectedText(fault.expected, language)}
          </>
        )}
      </small>
    </div>
  );
}

/** Rejects where there is no clipboard, as on plain http. */
function toClipboard(text: string): Promise<void> {
  if ("clipboard" in navigator) return navigator.clipboard.writeText(text);
  return Promise.reject(new Error("this page has no clipboard"));
}
