import { useQuery } from "@tanstack/react-query";
import { configurationQuery } from "../api/configuration";
import { preferredLanguage } from "../display/address-language";
import { chooserVocabularies } from "../display/chooser-vocabulary";
import { initialDraft } from "../display/display-draft";
import { languages } from "../flights/vocabulary";
import { legibleBoard } from "../screens/boards/panel-layout";
import { ChooserScreen } from "../screens/chooser/ChooserScreen";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import "../ui/office.css";
import { systemClock } from "./system-clock";
import { useOfficeLook } from "./use-office-look";
import { WaitingPage } from "./WaitingPage";

/** `/`: the display chooser, in the first language of the browser's that it speaks. */
export function ChooserPage() {
  const { data, failureCount } = useQuery(configurationQuery);
  const language = preferredLanguage(navigator.languages);
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
  return <WaitingPage language={language} failed={failureCount > 0} />;
}
