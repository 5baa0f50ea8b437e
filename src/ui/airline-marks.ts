const imageName = /(?:^|\/)(?<code>[A-Z0-9]{2}|[A-Z]{3})\.(?:svg|png|webp)$/;

/** Addresses of images by the designator that names their file, and the files whose names are none. */
export interface NamedMarks {
  readonly marks: ReadonlyMap<string, string>;
  /** Paths of files that no airline's mark can be. */
  readonly misnamed: readonly string[];
}

/**
 * Marks by designator, IATA or ICAO.
 *
 * @param files address of each image by the path of its file: `UA.svg`, `UAL.png`.
 */
export function marksByDesignator(files: Readonly<Record<string, string>>): NamedMarks {
  const marks = new Map<string, string>();
  const misnamed: string[] = [];
  for (const [path, address] of Object.entries(files)) {
    const code = imageName.exec(path)?.groups?.["code"];
    if (code === undefined) misnamed.push(path);
    else marks.set(code, address);
  }
  return { marks, misnamed };
}

/**
 * What the deployment put in `airline-marks/` when the app was built. The build knows its files, so an address without
 * a file cannot be named; a display does not ask for the others.
 */
export const deployedMarks: NamedMarks = marksByDesignator(
  import.meta.glob<string>(["./airline-marks/*", "!./airline-marks/README.md"], {
    eager: true,
    import: "default",
    // Never in the script: most displays show few of them.
    query: "?url&no-inline",
  }),
);
