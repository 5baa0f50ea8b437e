import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { configurationQuery, type Configuration } from "../api/configuration";
import { addressLanguage } from "../display/address-language";
import type { DisplayOptions } from "../display/display-options";
import { keepsFlightsOf, parseSheetAddress } from "../display/sheet";
import { boardTimeFormat } from "../flights/board-time";
import { vocabularies } from "../flights/vocabulary";
import { PrintScreen } from "../screens/print/PrintScreen";
import { BoardContext, type Board } from "../state/board-context";
import { LanguageContext } from "../state/language-context";
import { pacedStore } from "../state/paced-store";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { BadAddress } from "./BadAddress";
import { createBoardRuntime } from "./board-runtime";
import { systemClock } from "./system-clock";
import { usePaperLook } from "./use-page-look";
import { usePlaceNames } from "./use-place-names";
import { WaitingPage } from "./WaitingPage";

/** `/print`: the flights of a day on paper; `parseSheetAddress` reads its address. */
export function PrintPage() {
  const { data, failureCount } = useQuery(configurationQuery);
  const search = useSearch();
  const [, navigate] = useLocation();
  const language = addressLanguage(search);
  usePaperLook(vocabularies[language].print.title);
  const choice = useMemo(() => {
    const codes = data?.airport.terminals.map((terminal) => terminal.code) ?? [];
    return parseSheetAddress(search, codes);
  }, [search, data]);
  if (data === undefined) return <WaitingPage language={language} failed={failureCount > 0} />;
  if ("fault" in choice) return <BadAddress fault={choice.fault} />;
  const { direction, options } = choice;
  return (
    <RunningSheet
      key={search}
      configuration={data}
      direction={direction}
      options={options}
      turn={() => {
        const next = new URLSearchParams(search);
        next.delete("direction");
        if (direction === "DEPARTURE") next.set("direction", "arrivals");
        navigate(next.size === 0 ? "/print" : `/print?${next.toString()}`, { replace: true });
      }}
    />
  );
}

/** How often a sheet takes what is new. */
const PACE_MS = 2_000;

interface RunningSheetProps {
  readonly configuration: Configuration;
  readonly direction: "ARRIVAL" | "DEPARTURE";
  readonly options: DisplayOptions;
  readonly turn: () => void;
}

function RunningSheet({ configuration, direction, options, turn }: RunningSheetProps) {
  const { airport } = configuration;
  const names = usePlaceNames();
  const [{ runtime, store, kind }] = useState(() => {
    const kind = { name: direction === "ARRIVAL" ? "arrivals" : "departures" } as const;
    const address = `/print/${kind.name}/${options.terminal ?? ""}`;
    const codes = airport.terminals.map((terminal) => terminal.code);
    const sheet = { direction, terminal: options.terminal };
    const servesToo = (other: string) => keepsFlightsOf(sheet, other, codes);
    const follows = { direction, address, servesToo, reports: false };
    const runtime = createBoardRuntime(configuration, kind, options, systemClock, Math.random, follows);
    return { runtime, store: pacedStore(runtime.store, systemClock, PACE_MS), kind };
  });
  useEffect(() => runtime.run(), [runtime]);
  useLanguageFonts(options.languages, systemClock);
  const language = options.languages[0] ?? "en";
  const speech = useMemo(
    () => ({ words: vocabularies[language], format: boardTimeFormat(airport.timeZone, language) }),
    [language, airport],
  );
  const board = useMemo<Board>(
    () => ({
      store,
      airport,
      kind,
      options,
      clock: runtime.clock,
      serviceClock: runtime.serviceClock,
      deviceClock: systemClock,
      names,
      painted: () => undefined,
    }),
    [runtime, store, airport, kind, options, names],
  );
  return (
    <BoardContext value={board}>
      <LanguageContext value={speech}>
        <PrintScreen
          direction={direction}
          print={() => {
            window.print();
          }}
          turn={turn}
        />
      </LanguageContext>
    </BoardContext>
  );
}
