import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { appVersionPlugin } from "./local/web-app/app-version-plugin.js";
import { offlineApp } from "./local/web-app/offline-app.js";
import { placeNamesPlugin } from "./local/web-app/place-names/place-names-plugin.js";
import { scriptFacesPlugin } from "./local/web-app/script-faces-plugin.js";

export default defineConfig({
  plugins: [react(), tailwindcss(), placeNamesPlugin(), scriptFacesPlugin(), appVersionPlugin(), offlineApp()],
  build: {
    // The boards' floor: Tailwind 4 needs it.
    target: "chrome111",
    // Slices of fonts stay files: in a style sheet they would be loaded whether shown or not.
    assetsInlineLimit: (file) => (file.endsWith(".woff2") ? false : undefined),
    rolldownOptions: {
      // Tailwind's plugin keeps no source maps of the style sheet; nobody debugs that through them.
      onwarn(warning, warn) {
        if (warning.code !== "SOURCEMAP_BROKEN") warn(warning);
      },
    },
    sourcemap: true,
  },
});
