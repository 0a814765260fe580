import { useTexts } from "../text/language.ts";

export function Legend({ codes }: { codes: string[] }) {
  const { m, word } = useTexts();
  return (
    <ul className="legend">
      {codes.map((code) => (
        <li key={code}>
          <span className={`bar bar-${code}`} />
          {word(m.disposition, code)}
        </li>
      ))}
    </ul>
  );
}
