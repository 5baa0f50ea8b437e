import type { Plugin, Rolldown } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { VERSION_FILE } from "./app-version-plugin.js";

/** Pages for people who sign in. Nobody needs them without a network, and no display should store them. */
const signedInPages = /\/src\/(?:app\/(?:CompaniesPage|OperationsPage|SignIn)\.tsx|api\/sign-in-form\.tsx)$/;
/** Faces in more than a hundred slices, of which a display needs those of its languages. */
const slicedFaces = /noto-sans-/;

/** Builds the service worker (src/service-worker) and tells it which files to store: those that displays need. */
export function offlineApp(): Plugin[] {
  const shell = new Set<string>();
  return [
    shellPlugin(shell),
    ...VitePWA({
      strategies: "injectManifest",
      srcDir: "src/service-worker",
      filename: "service-worker.ts",
      registerType: "prompt",
      // src/app/new-version.ts registers it, and says when a new one takes over.
      injectRegister: false,
      manifest: false,
      integration: {
        // The build in the build is told of where it goes wrong only.
        configureCustomSWViteBuild(config) {
          config.logLevel = "warn";
        },
      },
      injectManifest: {
        rollupFormat: "iife",
        globPatterns: ["index.html", "icon.svg", "assets/*"],
        globIgnores: ["**/*.map", VERSION_FILE],
        manifestTransforms: [
          (entries) => ({ manifest: entries.filter(({ url }) => !url.startsWith("assets/") || shell.has(url)) }),
        ],
        dontCacheBustURLsMatching: /^assets\//,
      },
    }),
  ];
}

/** Notes in `shell` which files the displays need: what index.html leads to, but for the pages that one signs in to. */
function shellPlugin(shell: Set<string>): Plugin {
  return {
    name: "airside:display-shell",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const name of shellFiles(bundle)) shell.add(name);
    },
  };
}

type Bundle = Readonly<Record<string, Rolldown.OutputAsset | Rolldown.OutputChunk>>;

/** Names of the files that displays need, the page itself aside. Throws Error where the bundle has no entry. */
export function shellFiles(bundle: Bundle): ReadonlySet<string> {
  const shell = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (file === undefined || shell.has(name) || slicedFaces.test(name)) return;
    shell.add(name);
    if (file.type === "asset") {
      // What a style sheet refers to stands in it by its name.
      if (name.endsWith(".css")) for (const other of Object.keys(bundle)) if (refersTo(file, other)) add(other);
      return;
    }
    for (const other of file.imports) add(other);
    for (const other of file.dynamicImports) if (!signedInPages.test(idOf(bundle[other]))) add(other);
    for (const other of file.viteMetadata?.importedCss ?? []) add(other);
    for (const other of file.viteMetadata?.importedAssets ?? []) add(other);
  };
  const entries = Object.values(bundle).filter((file) => file.type === "chunk" && file.isEntry);
  if (entries.length === 0) throw new Error("the files that displays need: expected an entry in the bundle, got none");
  for (const entry of entries) add(entry.fileName);
  return shell;
}

function refersTo(styleSheet: Rolldown.OutputAsset, name: string): boolean {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const { source } = styleSheet;
  return (
    base.endsWith(".woff2") && (typeof source === "string" ? source : Buffer.from(source).toString()).includes(base)
  );
}

function idOf(file: Bundle[string] | undefined): string {
  return file?.type === "chunk" ? (file.facadeModuleId ?? "") : "";
}
