// Every word of the console, in both languages: of the frame, and of each area.
import { en } from "../../src/text/en.ts";
import { ja } from "../../src/text/ja.ts";

type Words = Record<"ja" | "en", object | undefined>;
const areas = Object.values(
  import.meta.glob<Words>(["../../src/text/*.ts", "!**/*.test.ts", "!**/language.ts"], { eager: true }),
);

export const words = {
  ja: Object.assign({}, ...areas.map((one) => one.ja), ja) as object,
  en: Object.assign({}, ...areas.map((one) => one.en), en) as object,
};
