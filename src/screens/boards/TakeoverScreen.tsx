import { useEffect, useLayoutEffect, useRef } from "react";
import { levelWords, takeoverText, textDirection, type Takeover, type TakeoverLevel } from "../../display/takeover";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { afterPaint } from "../../ui/after-paint";
import { fitText } from "../../ui/fit-text";
import { useTextMeasure } from "../../ui/text-width";
import { useNow } from "../../ui/use-now";
import { useSize } from "../../ui/use-size";
import "./takeover.css";
import { languagePageMs, languagePages } from "./takeover-pages";
import { usePanelText } from "./use-panel-frame";

/**
 * A message of the airport's operations in place of the flights, in all languages of the display: some at once, the
 * others after a few seconds. Nothing blinks: the colour of the whole screen is loud enough.
 */
export function TakeoverScreen({ takeover }: { readonly takeover: Takeover }) {
  const { clock, options } = useBoard();
  const pages = languagePages(takeover, options.languages);
  const pageMs = languagePageMs(takeover, options.languages);
  const page = pages[Math.floor(useNow(clock, pageMs) / pageMs) % pages.length] ?? [];
  useTakeoverReport(takeover);
  const alert = vocabularies[options.languages[0] ?? "en"];
  return (
    <main
      className="takeover"
      data-testid="takeover"
      data-takeover={takeover.id}
      data-level={takeover.level}
      lang={alert.language}
      dir={alert.direction}
    >
      <p className="sr-only" role="alert">
        {`${levelWords(takeover.level, alert)}: ${takeoverText(takeover, alert.language).title}`}
      </p>
      <Messages key={page.join()} takeover={takeover} languages={page} />
      {pages.length > 1 && (
        <p className="takeover-dots" aria-hidden="true">
          {pages.map((each) => (
            <span key={each.join()} className={each === page ? "current" : undefined} />
          ))}
        </p>
      )}
    </main>
  );
}

interface MessagesProps {
  readonly takeover: Takeover;
  readonly languages: readonly Language[];
}

function Messages({ takeover, languages }: MessagesProps) {
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const least = usePanelText();
  // Another one once fonts came in: what fitted before may not any more.
  const measure = useTextMeasure();
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return;
    element.style.setProperty("--least", `${String(least ?? 0)}px`);
    if (fitText(element, least ?? 0)) return;
    // All of a message comes before the size of its letters: what is cut off in an emergency nobody can read from anywhere.
    element.style.setProperty("--least", "0px");
    fitText(element, 0);
  }, [size, least, takeover, measure]);
  return (
    <div ref={holder} className="takeover-messages">
      {languages.map((language) => {
        const words = vocabularies[language];
        const text = takeoverText(takeover, language);
        return (
          <section key={language} lang={text.language} dir={textDirection(text)} data-language={language}>
            <p className="takeover-level" lang={language} dir={words.direction}>
              <LevelMark level={takeover.level} />
              {levelWords(takeover.level, words)}
            </p>
            <h1 className="takeover-title">{text.title}</h1>
            {text.detail !== null && <p className="takeover-detail">{text.detail}</p>}
          </section>
        );
      })}
    </div>
  );
}

/** The shapes of safety signs (ISO 3864-1): a disc tells, a triangle warns, an octagon stops. */
const shapes: Readonly<Record<TakeoverLevel, string>> = {
  INFORMATION: "M24 3a21 21 0 1 1 0 42a21 21 0 1 1 0-42zM21 12v6h6v-6zM21 21v15h6V21z",
  WARNING: "M24 4L46 43H2zM21.500 17v13h5V17zM21.500 33v5h5v-5z",
  EMERGENCY: "M15.300 3h17.400L45 15.300v17.400L32.700 45H15.300L3 32.700V15.300zM21 12v15h6V12zM21 31v6h6v-6z",
};

function LevelMark({ level }: { readonly level: TakeoverLevel }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className="takeover-mark">
      <path fill="currentColor" fillRule="evenodd" d={shapes[level]} />
    </svg>
  );
}

function useTakeoverReport({ id }: Takeover): void {
  const { painted } = useBoard();
  useEffect(
    () =>
      afterPaint(() => {
        painted({ rows: [], beyond: 0, takeoverId: id });
      }),
    [id, painted],
  );
}
