import { useState } from "react";
import { Link } from "wouter";
import { chooserVocabularies } from "../../display/chooser-vocabulary";
import { displayAddress, type DisplayDraft } from "../../display/display-draft";
import type { JudgeDisplay } from "../../display/panel";
import type { Orientation } from "../../display/orientation";
import { languages, vocabularies, type Language } from "../../flights/vocabulary";
import type { Airport } from "../../state/airport";
import { DepartureIcon } from "../../ui/DepartureIcon";
import { AddressBar } from "./AddressBar";
import "./chooser.css";
import { DisplayForm } from "./DisplayForm";
import { DisplayPreview } from "./DisplayPreview";

interface ChooserScreenProps {
  readonly airport: Airport;
  /** Where this page is served: displays have the same origin. */
  readonly origin: string;
  readonly initialLanguage: Language;
  readonly initialDraft: DisplayDraft;
  readonly judge: JudgeDisplay;
}

/** `/`: chooses all that a display shows, and gives its address, which holds it. */
export function ChooserScreen({ airport, origin, initialLanguage, initialDraft, judge }: ChooserScreenProps) {
  const [language, setLanguage] = useState(initialLanguage);
  const [draft, setDraft] = useState(initialDraft);
  const [orientation, setOrientation] = useState<Orientation>("landscape");
  const words = chooserVocabularies[language];
  const { direction } = vocabularies[language];
  const address = displayAddress(draft);
  return (
    <div className="chooser" lang={language} dir={direction} data-testid="chooser">
      <header className="chooser-header">
        <DepartureIcon className="chooser-icon" />
        <div className="chooser-title">
          <h1>{words.title}</h1>
          <p>{airport.name}</p>
        </div>
        <label className="chooser-language">
          <span>{words.language}</span>
          <select
            value={language}
            onChange={(event) => {
              const next = languages.find((each) => each === event.target.value);
              if (next !== undefined) setLanguage(next);
            }}
          >
            {languages.map((each) => (
              <option key={each} value={each} lang={each}>
                {vocabularies[each].name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <main className="chooser-main">
        <section className="chooser-form" aria-label={words.title}>
          <p className="chooser-intro">{words.intro}</p>
          <DisplayForm
            words={words}
            language={language}
            terminals={airport.terminals}
            draft={draft}
            orientation={orientation}
            judge={judge}
            onChange={setDraft}
            onOrientation={setOrientation}
          />
        </section>
        <div className="chooser-result">
          <AddressBar
            words={words}
            language={language}
            origin={origin}
            address={address}
            terminals={airport.terminals.map((terminal) => terminal.code)}
            onPaste={setDraft}
          />
          <DisplayPreview title={words.preview} address={address} orientation={orientation} />
        </div>
      </main>
      <nav className="chooser-pages" aria-label={words.pages}>
        <Link href="/flights">{words.phonePage}</Link>
        <Link href="/print">{words.printPage}</Link>
        <Link href="/operations">{words.operationsPage}</Link>
        <Link href="/companies">{words.companiesPage}</Link>
      </nav>
    </div>
  );
}
