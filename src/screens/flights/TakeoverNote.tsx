import { levelWords, takeoverText, textDirection } from "../../display/takeover";
import { useSpeech } from "../../state/language-context";
import { useTakeover } from "../../state/use-takeover";

/** An emergency message above the flights: on a phone it takes nothing away from whoever is on the way out. */
export function TakeoverNote() {
  const { words } = useSpeech();
  const takeover = useTakeover();
  if (takeover === undefined) return null;
  const text = takeoverText(takeover, words.language);
  const speech = { lang: text.language, dir: textDirection(text) };
  return (
    <section role="alert" className="phone-takeover" data-level={takeover.level} data-testid="takeover">
      <p>{levelWords(takeover.level, words)}</p>
      <h2 {...speech}>{text.title}</h2>
      {text.detail !== null && <p {...speech}>{text.detail}</p>}
    </section>
  );
}
