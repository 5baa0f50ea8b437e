/** A message on its way out: the text is `head` followed by `body`. Both may be shared with other sockets; never change them. */
export interface OutgoingMessage {
  readonly head: Buffer;
  readonly body: Buffer;
}

/** What the protocol needs of a socket; an adapter makes one from whatever library carries the bytes. */
export interface RealtimeSocket {
  /** Bytes written that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Sends messages in order, as text frames, in as few system calls as it can. Never throws; a dead socket ignores it. */
  write(messages: readonly OutgoingMessage[]): void;
  /** Says goodbye after what was written before, and lets go of the socket in bounded time whatever the peer does. */
  close(code: number, reason: string): void;
}

const empty = Buffer.alloc(0);

/** A message of one piece. */
export function textMessage(text: string): OutgoingMessage {
  return { head: Buffer.from(text), body: empty };
}
