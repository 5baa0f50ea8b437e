import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const spanish: Vocabulary = { ...english, language: "es", direction: "ltr", name: "Español" };
