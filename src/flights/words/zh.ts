import type { Vocabulary } from "../vocabulary";
import { english } from "./en";

export const chinese: Vocabulary = { ...english, language: "zh", direction: "ltr", name: "中文" };
