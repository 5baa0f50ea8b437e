import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const german: Vocabulary = { ...english, language: "de", direction: "ltr", name: "Deutsch" };
