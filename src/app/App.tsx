import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch, useSearch } from "wouter";
import { configurationQuery } from "../api/configuration";
import { addressLanguage } from "../display/address-language";
import { addressVocabularies } from "../display/address-vocabulary";
import { placeCode, type DisplayKind } from "../display/display-kind";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { BadAddress } from "./BadAddress";
import { BoardDisplay } from "./BoardDisplay";
import { CompaniesRoute } from "./CompaniesRoute";
import { LoadedPage } from "./LoadedPage";
import { MessagePage } from "./MessagePage";
import { systemClock } from "./system-clock";
import { WaitingPage } from "./WaitingPage";

/** The pages of the app. */
export function App() {
  return (
    <Switch>
      <Route path="/">
        <LoadedPage name="chooser" load={async () => (await import("./ChooserPage")).ChooserPage} />
      </Route>
      <Route path="/departures">
        <ConfiguredBoard kind={departures} />
      </Route>
      <Route path="/arrivals">
        <ConfiguredBoard kind={arrivals} />
      </Route>
      <Route path="/gates/:gate">{({ gate }) => <PlaceBoard name="gate" code={gate} />}</Route>
      <Route path="/belts/:belt">{({ belt }) => <PlaceBoard name="belt" code={belt} />}</Route>
      <Route path="/flights/*?">
        <LoadedPage name="phone" load={async () => (await import("./PhonePage")).PhonePage} />
      </Route>
      <Route path="/print">
        <LoadedPage name="print" load={async () => (await import("./PrintPage")).PrintPage} />
      </Route>
      <Route path="/operations">
        <LoadedPage name="operations" load={async () => (await import("./OperationsPage")).OperationsPage} />
      </Route>
      <Route path="/companies">
        <CompaniesRoute />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

const departures: DisplayKind = { name: "departures" };
const arrivals: DisplayKind = { name: "arrivals" };

/** The display of one gate or belt, by its code in the path. */
function PlaceBoard({ name, code }: { readonly name: "gate" | "belt"; readonly code: string }) {
  if (!placeCode.test(code)) {
    return <BadAddress fault={{ parameter: name, expected: { kind: "placeCode" }, actual: code }} />;
  }
  const place = code.toUpperCase();
  return <ConfiguredBoard kind={name === "gate" ? { name, gate: place } : { name, belt: place }} />;
}

function ConfiguredBoard({ kind }: { readonly kind: DisplayKind }) {
  const { data, failureCount } = useQuery(configurationQuery);
  const language = addressLanguage(useSearch());
  if (data !== undefined) return <BoardDisplay configuration={data} kind={kind} />;
  return <WaitingPage language={language} failed={failureCount > 0} />;
}

function NotFound() {
  const language = addressLanguage(useSearch(), navigator.languages);
  useLanguageFonts([language], systemClock, "shown");
  const { notFound } = addressVocabularies[language];
  return (
    <MessagePage language={language} testId="not-found" tone="calm" title={notFound.title}>
      <Link href="/" className="underline focus-visible:outline-4 focus-visible:outline-accent">
        {notFound.link}
      </Link>
    </MessagePage>
  );
}
