import { post } from "../../api/client.ts";
import { navigate } from "../../app/location.ts";
import { Act } from "../../parts/Act.tsx";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";
import { dayAfter } from "../../time/japan.ts";

/** Sekisho's own log, which nobody uploads: the server makes it of its record. */
export function OwnLog() {
  const { m } = useTexts(deliveriesWords);
  const day = (name: string, label: string) => ({ name, label, kind: "date" as const });
  return (
    <div className="acts no-print">
      <Act
        does="handInOwnLog"
        label={m.deliveries.ownLog}
        help={m.deliveries.ownLogHelp}
        fields={[day("from", m.deliveries.from), day("last", m.deliveries.lastDay)]}
        run={async ({ from = "", last = "" }) => {
          const { delivery } = await post("/api/v1/own-system/deliveries", { body: { from, until: dayAfter(last) } });
          navigate(`/delivery?delivery=${delivery.delivery}`);
        }}
      />
    </div>
  );
}
