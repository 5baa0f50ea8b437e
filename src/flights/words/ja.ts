import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const japanese: Vocabulary = { ...english, language: "ja", direction: "ltr", name: "日本語" };
