import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/theme.css";
import { applyTheme, themes } from "../ui/themes";
import { App } from "./App";
import { ErrorBoundary } from "./ErrorBoundary";
import { startOver } from "./start-over";
import { systemClock } from "./system-clock";

const root = document.getElementById("root");
if (root === null) throw new Error('index.html: expected an element with id "root"');
applyTheme(themes.modern, document.documentElement);
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary clock={systemClock} startOver={startOver}>
      <QueryClientProvider client={new QueryClient()}>
        <App />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
);
