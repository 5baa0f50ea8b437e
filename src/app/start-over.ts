import { createBoardArchive } from "../state/board-archive";
import { serverVersion } from "./app-version";
import { systemClock } from "./system-clock";

/**
 * Loads the page anew without the board that it had kept, as that may be what breaks it. Resolves to false where the page
 * would not come back: nothing answers for it, neither the service worker nor the server.
 */
export async function startOver(): Promise<boolean> {
  if (!(await comesBack())) return false;
  const archive = createBoardArchive(systemClock, (message) => {
    console.warn(`airside: ${message}`);
  });
  await archive.clear();
  window.location.reload();
  return true;
}

async function comesBack(): Promise<boolean> {
  if ("serviceWorker" in navigator && navigator.serviceWorker.controller !== null) return true;
  try {
    await serverVersion();
    return true;
  } catch (reason) {
    console.warn("airside: the server does not answer; the page stays", reason);
    return false;
  }
}
