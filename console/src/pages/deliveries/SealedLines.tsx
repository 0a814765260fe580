import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { address, ask } from "../../api/client.ts";
import { Unmask } from "../../app/unmasking.tsx";
import { Failure } from "../../parts/Loaded.tsx";
import { RawBytes } from "../logs/RawBytes.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";

interface Props {
  segment: string;
  lines: number;
  profile: string;
}

/** Some lines as they were sealed, for whoever stated a purpose for this segment. */
export function SealedLines({ segment, lines, profile }: Props) {
  const { m } = useTexts(deliveriesWords);
  const [first, setFirst] = useState("1");
  const [many, setMany] = useState("20");
  const show = useMutation({
    mutationFn: async () => {
      const from = Number(first);
      const last = Math.min(lines, from + Number(many) - 1);
      const url = address("/api/v1/archive/segments/{segment}/lines", { path: { segment }, query: { first: from, last } });
      const response = await ask(url, { headers: { Accept: "application/octet-stream" } });
      return new Uint8Array(await response.arrayBuffer());
    },
  });
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">{m.deliveries.showLines}</h2>
      <p className="help">{m.deliveries.linesHelp}</p>
      <form
        className="filters"
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault();
          show.mutate();
        }}
      >
        <label>
          {m.deliveries.firstLine}
          <input
            type="number"
            required
            min={1}
            max={lines}
            value={first}
            onChange={(event) => {
              setFirst(event.target.value);
            }}
          />
        </label>
        <label>
          {m.deliveries.howMany}
          <input
            type="number"
            required
            min={1}
            max={1000}
            value={many}
            onChange={(event) => {
              setMany(event.target.value);
            }}
          />
        </label>
        <button type="submit" disabled={show.isPending}>
          {m.deliveries.show}
        </button>
        <Unmask />
      </form>
      {show.error && <Failure error={show.error} />}
      {show.data && <RawBytes bytes={show.data} profile={profile} />}
    </section>
  );
}
