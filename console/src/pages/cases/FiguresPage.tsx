import { useQuery } from "@tanstack/react-query";
import { get, post, type Schema } from "../../api/client.ts";
import { proved } from "../../api/proof.ts";
import { reviews } from "../../api/queries.ts";
import { Link } from "../../app/Link.tsx";
import { Act } from "../../parts/Act.tsx";
import { Content } from "../../parts/History.tsx";
import { Loaded } from "../../parts/Loaded.tsx";
import { Table } from "../../parts/Table.tsx";
import * as casesWords from "../../text/cases.ts";
import * as deliveriesWords from "../../text/deliveries.ts";
import { useTexts } from "../../text/language.ts";

/** Figures that went out, each as it was, with its corrections. */
export default function FiguresPage() {
  const { m, moment } = useTexts(casesWords, deliveriesWords);
  const figures = useQuery({
    queryKey: ["figures"],
    queryFn: ({ signal }) => get("/api/v1/figures", { signal }),
  });
  return (
    <>
      <p className="no-print">
        <Link to="/exports">{m.exports.toExports}</Link>
      </p>
      <p className="lead">{m.figures.lead}</p>
      <Publish />
      <Loaded query={figures}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{m.figures.none}</p>
          ) : (
            <Table
              name={m.pages.figures}
              rows={items}
              rowKey={(one) => `${one.figure} ${one.version}`}
              columns={[
                { head: m.figures.name, names: true, cell: (one) => one.title },
                { head: m.figures.version, cell: (one) => m.figures.versionOf(one.version) },
                { head: m.figures.recipient, cell: (one) => one.recipient },
                { head: m.figures.values, cell: (one) => <Counts of={one.counts} /> },
                { head: m.figures.difference, cell: (one) => <Counts of={one.difference} /> },
                { head: m.figures.part, code: true, cell: (one) => one.part },
                { head: m.cases.review, code: true, cell: (one) => one.review },
                { head: m.figures.approval, cell: (one) => one.approval },
                { head: m.figures.reason, cell: (one) => one.reason },
                { head: m.figures.published, cell: (one) => moment(one.published) },
                { head: m.figures.by, code: true, cell: (one) => one.published_by.slice(0, 12) },
                { head: m.acts, acts: true, does: ["publishFigure"], cell: (one) => <Publish now={one} /> },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}

function Counts({ of }: { of: object }) {
  const { m, word } = useTexts(casesWords);
  const named = Object.entries(of as Record<string, number>).map(([name, value]) => [
    word(m.figures.count, name),
    m.count(value),
  ]);
  return <Content of={Object.fromEntries(named) as object} />;
}

function Publish({ now }: { now?: Schema["Figure"] }) {
  const { m } = useTexts(casesWords);
  const known = useQuery(reviews());
  const names = (known.data?.items ?? []).map((one) => one.review);
  return (
    <Act
      does="publishFigure"
      quiet={now !== undefined}
      label={now ? m.figures.correct : m.figures.publish}
      help={m.figures.publishHelp}
      fields={[
        { name: "figure", label: m.figures.figure, help: m.figures.figureHelp, value: now?.figure ?? "" },
        { name: "title", label: m.figures.name, value: now?.title ?? "" },
        { name: "recipient", label: m.figures.recipient, value: now?.recipient ?? "" },
        {
          name: "review",
          label: m.cases.review,
          kind: "choice",
          options: Object.fromEntries(names.map((name) => [name, name])),
          value: names[0] ?? "",
        },
        { name: "part", label: m.figures.part, help: m.figures.partHelp, value: now?.part ?? "total" },
        {
          name: "counts",
          label: m.figures.counts,
          kind: "choices",
          options: m.figures.count,
          value: now ? Object.keys(now.counts).join(" ") : "contracts retailers",
        },
        { name: "approval", label: m.figures.approval },
        {
          name: "reason",
          label: m.figures.reason,
          kind: "lines",
          optional: now === undefined,
          help: m.figures.reasonHelp,
        },
      ]}
      run={({ figure = "", title = "", recipient = "", review = "", part = "", counts = "", approval = "", reason }) =>
        proved("export", () =>
          post("/api/v1/figures", {
            body: {
              figure,
              title,
              recipient,
              review,
              part,
              counts: counts.split(" ").filter(Boolean),
              approval,
              ...(reason ? { reason } : {}),
            },
          }),
        )
      }
    />
  );
}
