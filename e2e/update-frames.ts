import type { Page } from "@playwright/test";

/** A message of the real-time protocol, as far as it matters here. */
interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly onFlightStatusUpdate?: { readonly id: string } | null } };
}

/**
 * Ids of the events that come to a page over its WebSockets from now on, as they come: what the server sends, not what
 * the page makes of it. To be called before the page is opened.
 */
export function recordUpdates(page: Page): readonly string[] {
  const ids: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      // The protocol has text frames only; several messages may come in one.
      for (const message of messagesOf(payload.toString())) {
        const id = message.payload?.data?.onFlightStatusUpdate?.id;
        if (message.type === "data" && id !== undefined) ids.push(id);
      }
    });
  });
  return ids;
}

function messagesOf(text: string): readonly Message[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message);
}
