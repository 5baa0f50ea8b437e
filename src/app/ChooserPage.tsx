import { useQuery } from "@tanstack/react-query";
import { configurationQuery } from "../api/configuration";
import { chooserVocabularies } from "../display/chooser-vocabulary";
import { initialDraft } from "../display/display-draft";
import { languages, vocabularies } from "../flights/vocabulary";
import { legibleBoard } from "../screens/boards/panel-layout";
import { ChooserScreen } from "../screens/chooser/ChooserScreen";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import "../ui/office.css";
import { Panel } from "../ui/Panel";
import { systemClock } from "./system-clock";
import { useOfficeLook } from "./use-office-look";

/** `/`: the display chooser, in the first language of the browser's that it speaks. */
export function ChooserPage() {
  const { data, failureCount } = useQuery(configurationQuery);
  const language =
    navigator.languages.flatMap((tag) => languages.find((each) => each === tag.split("-")[0]) ?? [])[0] ?? "en";
  useOfficeLook(chooserVocabularies[language].title);
  // The names of all languages stand on the page.
  useLanguageFonts(languages, systemClock, "shown");
  if (data !== undefined) {
    return (
      <ChooserScreen
        airport={data.airport}
        origin={window.location.origin}
        initialLanguage={language}
        initialDraft={initialDraft}
        judge={legibleBoard}
      />
    );
  }
  const { loading, configurationFailed } = vocabularies[language];
  return (
    <main className="h-dvh" lang={language}>
      {failureCount === 0 ? (
        <Panel isPage testId="loading" tone="calm" title={loading} />
      ) : (
        <Panel isPage testId="not-reachable" tone="warning" title={configurationFailed.title}>
          {configurationFailed.detail}
        </Panel>
      )}
    </main>
  );
}
