import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const arabic: Vocabulary = { ...english, language: "ar", direction: "rtl", name: "العربية" };
