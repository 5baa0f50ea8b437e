import type { Plugin } from "vite";

/** Style sheets of packages that cut a face for one script into slices; with `?url` the module is only their address. */
const scriptFaces = /@fontsource-variable\/noto-sans-(?:sc|jp)\/index\.css(?!\?url)/;
const face = /\/\* \S+ \*\/\s*@font-face \{[^}]*\}/g;
/** Slices for scripts that IBM Plex Sans has: never wanted from here. Those for Han and kana have a number in brackets. */
const numbered = /^\/\* [a-z-]+-\[\d+\]-/;

/**
 * Keeps of a sliced face what the boards use, and lets a character be invisible while its slice loads (three seconds at
 * most): the fallback would show boxes where a display has no font for the script.
 */
export function scriptFacesPlugin(): Plugin {
  return {
    name: "airside:script-faces",
    enforce: "pre",
    transform(code, id) {
      return scriptFaces.test(id) ? { code: keepSlices(code, id), map: null } : undefined;
    },
  };
}

/** The style sheet with its numbered slices only. Throws Error where there are none: the package has changed. */
export function keepSlices(styleSheet: string, id: string): string {
  const slices = (styleSheet.match(face) ?? []).filter((each) => numbered.test(each));
  if (slices.length === 0) {
    throw new Error(
      `${id}: expected @font-face rules after comments such as /* noto-sans-sc-[4]-wght-normal */, found none`,
    );
  }
  return slices.map((each) => each.replace("font-display: swap", "font-display: block")).join("\n");
}
