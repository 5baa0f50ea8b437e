import { StringDecoder } from "node:string_decoder";

/** Longest line of output, characters; the rest of a longer one is left out. */
export const longestLine = 2_000;
/** Most lines of output of one call. */
export const mostLines = 500;

/** Cuts what a function writes to one stream into lines, and bounds it. */
export class OutputLines {
  private readonly decoder = new StringDecoder("utf8");
  private unfinished = "";
  /** Characters of the unfinished line that are left out already. */
  private omitted = 0;
  private count = 0;

  constructor(private readonly emit: (line: string) => void) {}

  write(chunk: string | Uint8Array): void {
    const text = typeof chunk === "string" ? chunk : this.decoder.write(Buffer.from(chunk));
    let begin = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", begin)) {
      this.append(text.slice(begin, end));
      this.finishLine();
      begin = end + 1;
    }
    this.append(text.slice(begin));
  }

  /** A call is over: what it wrote last may have no line end, and the next call may write as much again. */
  endCall(): void {
    if (this.unfinished !== "") this.finishLine();
    this.count = 0;
  }

  private append(part: string): void {
    const room = Math.max(0, longestLine - this.unfinished.length);
    this.unfinished += part.slice(0, room);
    this.omitted += Math.max(0, part.length - room);
  }

  private finishLine(): void {
    const line = this.omitted > 0 ? `${this.unfinished}… (${this.omitted} more characters)` : this.unfinished;
    this.unfinished = "";
    this.omitted = 0;
    this.count += 1;
    if (this.count <= mostLines) this.emit(line);
    else if (this.count === mostLines + 1)
      this.emit(`(more than ${mostLines} lines: the rest of this call's is left out)`);
  }
}
