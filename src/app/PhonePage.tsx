import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useStore } from "zustand";
import { configurationQuery, type Configuration } from "../api/configuration";
import { fetchHistory } from "../api/status-updates";
import { preferredLanguage } from "../display/address-language";
import { defaultOptions } from "../display/display-options";
import { formatPhoneAddress, parsePhoneAddress, type PhoneView } from "../display/phone-address";
import { zonesAt } from "../display/takeover";
import { boardTimeFormat } from "../flights/board-time";
import { boardWindow, operatingDates } from "../flights/board-window";
import { vocabularies, type Language } from "../flights/vocabulary";
import { FlightsScreen } from "../screens/flights/FlightsScreen";
import type { HistoryReader } from "../screens/flights/use-history";
import { BoardContext, type Board } from "../state/board-context";
import { createFollowedFlights, type FollowedFlights } from "../state/followed-flights";
import { LanguageContext } from "../state/language-context";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { boardClient, createBoardRuntime, type BoardRuntime } from "./board-runtime";
import { browserStorage } from "./page-parts";
import { systemClock } from "./system-clock";
import { usePhoneLook } from "./use-page-look";
import { usePlaceNames } from "./use-place-names";
import { WaitingPage } from "./WaitingPage";

/** `/flights`: the page for a phone. Its address holds what it shows. */
export function PhonePage() {
  const { data, failureCount } = useQuery(configurationQuery);
  const [path] = useLocation();
  const search = useSearch();
  const view = useMemo(() => parsePhoneAddress(path, search), [path, search]);
  const language = view.language ?? preferredLanguage(navigator.languages);
  usePhoneLook(vocabularies[language].phone.title);
  if (data !== undefined) return <RunningPhone configuration={data} view={view} language={language} />;
  return <WaitingPage language={language} failed={failureCount > 0} />;
}

interface RunningPhoneProps {
  readonly configuration: Configuration;
  readonly view: PhoneView;
  readonly language: Language;
}

function RunningPhone({ configuration, view, language }: RunningPhoneProps) {
  const [, navigate] = useLocation();
  const { airport } = configuration;
  const names = usePlaceNames();
  const [{ runtime, followed, readHistory, kind }] = useState(() => {
    const kind = { name: "departures" } as const;
    const runtime = createBoardRuntime(configuration, kind, defaultOptions, systemClock, Math.random, {
      // Whoever searches does not know on which side the flight is.
      direction: undefined,
      address: "/flights",
      reports: false,
    });
    const client = boardClient(configuration);
    const readHistory: HistoryReader = ({ key, carrier, num, direction }, signal) => {
      const [date = ""] = key.split("#");
      return fetchHistory(client, { date, carrier, num, direction }, signal);
    };
    return { runtime, followed: createFollowedFlights(browserStorage("localStorage")), readHistory, kind };
  });
  const { terminal, gate } = view;
  // Before it runs, so that it begins with them.
  useEffect(() => {
    runtime.followZones(zonesAt({ terminal, gate }));
  }, [runtime, terminal, gate]);
  useEffect(() => runtime.run(), [runtime]);
  useEffect(() => followed.listen(window), [followed]);
  useForgetting(followed, runtime, airport.timeZone);
  useLanguageFonts([language], systemClock, "shown");
  const speech = useMemo(
    () => ({ words: vocabularies[language], format: boardTimeFormat(airport.timeZone, language) }),
    [language, airport],
  );
  const board = useMemo<Board>(
    () => ({
      store: runtime.store,
      airport,
      kind,
      options: defaultOptions,
      clock: runtime.clock,
      serviceClock: runtime.serviceClock,
      deviceClock: systemClock,
      names,
      painted: () => undefined,
    }),
    [runtime, airport, kind, names],
  );
  return (
    <BoardContext value={board}>
      <LanguageContext value={speech}>
        <FlightsScreen
          view={view}
          show={(next, how) => {
            navigate(formatPhoneAddress(next), { replace: how === "replace" });
          }}
          followed={followed}
          readHistory={readHistory}
        />
      </LanguageContext>
    </BoardContext>
  );
}

/**
 * Forgets followed flights of days gone by once the service has answered. The device alone does not know what day it is:
 * on one whose clock is days ahead, flights of today would be forgotten.
 */
function useForgetting(followed: FollowedFlights, { store, serviceClock }: BoardRuntime, timeZone: string): void {
  const isAnswered = useStore(store, ({ source }) => source === "fetched");
  useEffect(() => {
    if (!isAnswered) return;
    const shown = boardWindow(serviceClock.now(), defaultOptions.retention);
    const [oldest = ""] = operatingDates(shown, boardTimeFormat(timeZone, "en").date);
    followed.forgetBefore(oldest);
  }, [isAnswered, followed, serviceClock, timeZone]);
}
