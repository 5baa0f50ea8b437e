import { vocabularies, type Language } from "../flights/vocabulary";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { MessagePage } from "./MessagePage";
import { systemClock } from "./system-clock";

interface WaitingPageProps {
  readonly language: Language;
  /** Whether what the page waits for has failed to come; it is asked for again. */
  readonly failed: boolean;
}

/** What shows until a page has its code or its configuration. */
export function WaitingPage({ language, failed }: WaitingPageProps) {
  useLanguageFonts([language], systemClock, "shown");
  const { loading, configurationFailed } = vocabularies[language];
  if (!failed) return <MessagePage language={language} testId="loading" tone="calm" title={loading} />;
  return (
    <MessagePage language={language} testId="not-reachable" tone="warning" title={configurationFailed.title}>
      {configurationFailed.detail}
    </MessagePage>
  );
}
