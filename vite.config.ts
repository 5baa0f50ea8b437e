import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { placeNamesPlugin } from "./local/web-app/place-names/place-names-plugin.js";

export default defineConfig({
  plugins: [react(), tailwindcss(), placeNamesPlugin()],
  build: {
    // The boards' floor: Tailwind 4 needs it.
    target: "chrome111",
    rolldownOptions: {
      // Tailwind's plugin keeps no source maps of the style sheet; nobody debugs that through them.
      onwarn(warning, warn) {
        if (warning.code !== "SOURCEMAP_BROKEN") warn(warning);
      },
    },
    sourcemap: true,
  },
});
