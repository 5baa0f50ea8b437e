import { directionOf, type DisplayKind } from "../../display/display-kind";
import type { DisplayOptions } from "../../display/display-options";
import { formatPhoneAddress } from "../../display/phone-address";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { QrCode } from "../../ui/QrCode";

/** The way to these flights on a phone: a code to scan. */
export function PhoneCode() {
  const { kind, options } = useBoard();
  const { words } = useSpeech();
  const address = new URL(phonePath(kind, options), window.location.href).href;
  return (
    <div className="phone-code" data-testid="phone-code">
      <p aria-hidden="true">{words.scanForPhone}</p>
      <div className="phone-code-square">
        <QrCode text={address} label={words.scanForPhone} />
      </div>
    </div>
  );
}

/**
 * The phone page with the display's own flights, and in its language where it has one only: a code that changed with the
 * language could not be scanned.
 */
export function phonePath(kind: DisplayKind, { languages, terminal }: DisplayOptions): string {
  const [language] = languages;
  return formatPhoneAddress({
    direction: directionOf(kind),
    terminal,
    gate: kind.name === "gate" ? kind.gate : undefined,
    belt: kind.name === "belt" ? kind.belt : undefined,
    query: "",
    language: languages.length === 1 ? language : undefined,
    flight: undefined,
  });
}
