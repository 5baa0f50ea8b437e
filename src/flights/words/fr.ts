import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const french: Vocabulary = { ...english, language: "fr", direction: "ltr", name: "Français" };
