import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { Fit } from "../../ui/Fit";
import type { WordsRoom } from "./words-room";

interface WordsProps {
  /** Undefined: as much as they need. */
  readonly room: WordsRoom | undefined;
  /** Whether nobody sees them. */
  readonly isCopy?: boolean;
}

/** "Updated", and the time: on one line or two where there is only so much room, whatever the language. */
export function Updated({ time, room, isCopy = false }: WordsProps & { readonly time: string }) {
  const { words } = useSpeech();
  if (room === undefined) return <p data-testid={isCopy ? undefined : "updated"}>{words.updated(time)}</p>;
  const lines = room.isOneLine ? [`${words.updatedShort} ${time}`] : [words.updatedShort, time];
  return (
    <p data-testid="updated">
      <span className="sr-only">{words.updated(time)}</span>
      {lines.map((line) => (
        <span key={line} className="board-words-line" aria-hidden="true">
          <Fit text={line} room={room.width} />
        </span>
      ))}
    </p>
  );
}

/** Which page shows, and how many flights no page shows: as a sentence, or as a number where there is no room for one. */
export function PageMark({ room, isCopy = false }: WordsProps) {
  const { words } = useSpeech();
  const page = useRotationView((view) => view.moment.page);
  const pages = useRotationView((view) => view.plan.pages.length);
  const beyond = useRotationView((view) => view.beyond);
  const isEmpty = useRotationView((view) => view.keys.length === 0 && view.beyond === 0);
  if (isEmpty) return null;
  const later = words.moreLater(beyond);
  const isBrief = room !== undefined && !room.hasLinesFor(later);
  return (
    <div
      className="board-pages"
      {...(!isCopy && { "data-testid": "page", "data-page": page + 1, "data-pages": pages })}
    >
      {beyond > 0 && (
        <p>
          <span data-testid={isCopy ? undefined : "beyond"} className={isBrief ? "sr-only" : undefined}>
            {later}
          </span>
          {isBrief && <span aria-hidden="true">{words.moreNumbers(beyond)}</span>}
        </p>
      )}
      {pages > 1 && (
        <>
          <span className="board-page-words">{words.page(page + 1, pages)}</span>
          <span className="board-dots" aria-hidden="true">
            {Array.from({ length: pages }, (_, index) => (
              <span key={index} className={index === page ? "current" : undefined} />
            ))}
          </span>
        </>
      )}
    </div>
  );
}
