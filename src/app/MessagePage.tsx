import type { ComponentProps } from "react";
import { vocabularies, type Language } from "../flights/vocabulary";
import { Panel } from "../ui/Panel";

interface MessagePageProps extends Omit<ComponentProps<typeof Panel>, "isPage"> {
  readonly language: Language;
}

/** A page that is one message in one language. It does nothing else, so that it shows whatever has failed. */
export function MessagePage({ language, ...message }: MessagePageProps) {
  return (
    <main className="h-dvh" lang={language} dir={vocabularies[language].direction}>
      <Panel isPage {...message} />
    </main>
  );
}
