/** Characters between which lines may end without a space. */
const square = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
/** Marks that no line begins with. */
const closing = String.raw`、。，：！？）」`;

/** Where a line may end: behind a space, a hyphen or a dash, and around characters that need none. */
const lineEnds = new RegExp(
  String.raw`(?<=[\s\-–—/])|(?<=[${square}${closing}])(?![\s${closing}])|(?<![\s])(?=[${square}])`,
  "u",
);

/**
 * A text in lines, each as long as there is room for; without the spaces between them. A word that is longer than the room
 * is a line.
 */
export function textLines(text: string, hasRoom: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(lineEnds)) {
    const last = lines.at(-1);
    if (last !== undefined && hasRoom((last + word).trim())) lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}
