import { useSpeech } from "../../state/language-context";
import { useTakeover } from "../../state/use-takeover";

/** An emergency message above the flights: on a phone it takes nothing away from whoever is on the way out. */
export function TakeoverNote() {
  const { words } = useSpeech();
  const takeover = useTakeover();
  if (takeover === undefined) return null;
  const text =
    takeover.texts.find(({ language }) => language === words.language) ??
    takeover.texts.find(({ language }) => language === "en") ??
    takeover.texts[0];
  const label = {
    INFORMATION: words.takeover.information,
    WARNING: words.takeover.warning,
    EMERGENCY: words.takeover.emergency,
  }[takeover.level];
  return (
    <section role="alert" className="phone-takeover" data-level={takeover.level} data-testid="takeover">
      <p>{label}</p>
      <h2 lang={text?.language}>{text?.title}</h2>
      {text?.detail != null && <p lang={text.language}>{text.detail}</p>}
    </section>
  );
}
