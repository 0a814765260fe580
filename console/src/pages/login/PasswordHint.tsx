import { useQuery } from "@tanstack/react-query";
import { post } from "../../api/client.ts";
import { useSettled } from "../../parts/useSettled.ts";
import { useTexts } from "../../text/language.ts";

/** What is wrong with a password that somebody is typing, and how hard it is to guess. */
export function PasswordHint({ code, password }: { code: string; password: string }) {
  const { m, both, word } = useTexts();
  const settled = useSettled(password);
  const check = useQuery({
    queryKey: ["password-check", settled],
    queryFn: ({ signal }) => post("/api/v1/enrolment/password/check", { body: { code, password: settled }, signal }),
    enabled: settled !== "",
    retry: false,
    gcTime: 0, // what was typed stays nowhere
    placeholderData: (before) => before,
  });
  return (
    <div role="status" className="help">
      {password !== "" && check.data && (
        <>
          <p>{m.enrolment.strength(word(m.enrolment.strengths, check.data.strength))}</p>
          {check.data.faults.length > 0 && (
            <ul className="plain">
              {check.data.faults.map((one) => (
                <li key={one.fault}>{both(one)}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
