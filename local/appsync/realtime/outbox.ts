import { FLUSH_BYTES } from "./limits.js";
import type { OutgoingMessage, RealtimeSocket } from "./realtime-socket.js";

/** Runs `action` once, when the present turn of the event loop has done its work. */
export type EndOfTurn = (action: () => void) => void;

/** Collects the outboxes that have something to say and empties all of them at the end of the turn. */
export class TurnWriter {
  #waiting: Outbox[] = [];

  constructor(private readonly endOfTurn: EndOfTurn) {}

  add(outbox: Outbox): void {
    this.#waiting.push(outbox);
    if (this.#waiting.length > 1) return;
    this.endOfTurn(() => {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const each of waiting) each.flush();
    });
  }
}

/** Shared by all that have nothing to say; never added to. */
const none: OutgoingMessage[] = [];

/** What one socket has still to be told, in order, bounded by what its reader left unread. */
export class Outbox {
  #messages = none;
  #bytes = 0;
  /** `bufferedBytes` after the last write. It only shrinks until the next, so it need not be asked for each message. */
  #unread = 0;
  #open = true;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly writer: TurnWriter,
    private readonly mostBufferedBytes: number,
    private readonly onTooSlow: () => void,
  ) {}

  /** Adds a message for the end of the turn. Over the bound, everything waiting is dropped and `onTooSlow` is called. */
  push(message: OutgoingMessage): void {
    if (!this.#open) return;
    const length = message.head.length + message.body.length;
    // What waits here is not the reader's fault, so the bound looks at the socket, after it was given its chance.
    if (this.#bytes + length > FLUSH_BYTES) this.flush();
    if (this.#unread + this.#bytes + length > this.mostBufferedBytes) {
      this.#unread = this.socket.bufferedBytes;
      if (this.#unread + this.#bytes + length > this.mostBufferedBytes) {
        this.end();
        this.onTooSlow();
        return;
      }
    }
    this.#bytes += length;
    if (this.#messages.length > 0) {
      this.#messages.push(message);
      return;
    }
    // Most often the only one of its turn; an array that grows would keep room for many.
    this.#messages = [message];
    this.writer.add(this);
  }

  flush(): void {
    if (!this.#open || this.#messages.length === 0) return;
    const messages = this.#messages;
    this.#messages = none;
    this.#bytes = 0;
    this.socket.write(messages);
    this.#unread = this.socket.bufferedBytes;
  }

  /** Forgets what waits and takes nothing more. */
  end(): void {
    this.#open = false;
    this.#messages = none;
    this.#bytes = 0;
  }
}
