import js from "@eslint/js";
import appsync from "@aws-appsync/eslint-plugin";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

/** One direction of imports, as docs/architecture.md draws it. */
const forbid = (...patterns) => ({
  "no-restricted-imports": ["error", { patterns: patterns.map(([regex, message]) => ({ regex, message })) }],
});
const amplifyOnlyInApi = ["^(aws-amplify|@aws-amplify/)", "only src/api imports aws-amplify"];
const browserOnly = [
  "^(\\.\\./)+(local|amplify|bench|e2e)/",
  "the browser knows the backend by its schema and outputs only",
];
const cdkOnlyInSynth = [
  "^(aws-cdk-lib|constructs|@aws-amplify/)",
  "only local/synth and local/outputs know CloudFormation",
];

/**
 * Each part is checked with its own TypeScript project and no other: with a list of projects the parser builds them
 * one after another until one has the file, and the four together outgrow Node's heap. `npm run check:lint` therefore
 * also runs ESLint once for each part.
 */
const projects = {
  amplify: ["amplify/**/*.ts"],
  local: ["local/**/*.ts", "vite.config.ts", "vitest.config.ts"],
  src: ["src/**/*.{ts,tsx}"],
  e2e: ["e2e/**/*.ts", "bench/**/*.ts", "playwright.config.ts"],
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      ".airside/",
      ".amplify/",
      "node_modules/",
      "src/api/graphql-env.d.ts",
      "**/*.js",
      "!eslint.config.js",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", 400],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-empty": ["error", { allowEmptyCatch: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Interfaces of simulators are asynchronous even where one implementation has nothing to wait for.
      "@typescript-eslint/require-await": "off",
    },
  },
  ...Object.entries(projects).map(([part, files]) => ({
    files,
    languageOptions: {
      parserOptions: { project: `./${part}/tsconfig.json`, tsconfigRootDir: import.meta.dirname },
    },
  })),
  {
    files: ["local/**/*.ts"],
    rules: forbid([...cdkOnlyInSynth], ["^(\\.\\./)+src/", "local never imports the web app"]),
  },
  {
    files: ["local/synth/**/*.ts", "local/outputs/**/*.ts", "local/**/*.test.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["amplify/**/*.ts"],
    rules: forbid(["^(\\.\\./)+(local|src|bench|e2e)/", "amplify imports nothing of the rest"]),
  },
  {
    // What is bundled into a function, and what it shares with the definition.
    files: ["amplify/functions/**/*.ts", "amplify/lake/tables.ts", "amplify/lake/visibility.ts"],
    ignores: ["amplify/functions/*/resource.ts"],
    rules: forbid(
      ["^(\\.\\./)+(local|src|bench|e2e)/", "amplify imports nothing of the rest"],
      ["^(aws-cdk-lib|constructs|@aws-amplify/)|/resource\\.js$", "a function knows no CloudFormation"],
    ),
  },
  {
    files: ["amplify/data/resolvers/**/*.ts"],
    ignores: ["**/*.test.ts"],
    plugins: { "@aws-appsync": appsync },
    rules: Object.fromEntries(Object.keys(appsync.rules).map((rule) => [`@aws-appsync/${rule}`, "error"])),
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    languageOptions: { globals: globals.browser },
    rules: { ...reactHooks.configs.recommended.rules, ...forbid(amplifyOnlyInApi, browserOnly) },
  },
  { files: ["src/api/**/*.{ts,tsx}"], rules: forbid(browserOnly, ["/(app|screens|ui)/", "api knows no screen"]) },
  {
    files: ["src/flights/**/*.ts"],
    rules: forbid(amplifyOnlyInApi, browserOnly, [
      "^(react|zustand|@tanstack)|/(app|screens|api|state|ui|companies)/",
      "flights is pure",
    ]),
  },
  {
    files: ["src/companies/**/*.ts"],
    rules: forbid(amplifyOnlyInApi, browserOnly, [
      "^(react|zustand|@tanstack)|/(app|screens|api|state|ui|flights)/",
      "companies is pure",
    ]),
  },
  {
    files: ["src/display/**/*.ts"],
    rules: forbid(amplifyOnlyInApi, browserOnly, [
      "^(react|zustand|@tanstack)|/(app|screens|api|state|ui|companies)/",
      "display is pure: it knows flights and nothing else of the app",
    ]),
  },
  {
    files: ["src/state/**/*.{ts,tsx}"],
    rules: forbid(amplifyOnlyInApi, browserOnly, ["/(app|screens|ui)/", "state knows no screen"]),
  },
  {
    files: ["src/ui/**/*.{ts,tsx}"],
    rules: forbid(amplifyOnlyInApi, browserOnly, ["/(app|screens|api|state)/", "ui knows no screen and no data"]),
  },
  {
    files: ["src/screens/**/*.{ts,tsx}"],
    rules: forbid(
      amplifyOnlyInApi,
      browserOnly,
      ["/app/", "screens do not know the app"],
      ["^\\.\\./(?!\\.\\.)[a-z]|/screens/", "a screen never imports another"],
    ),
  },
  { files: ["**/*.test.{ts,tsx}"], rules: { "no-restricted-imports": "off" } },
  { files: ["eslint.config.js"], languageOptions: { globals: globals.node } },
);
