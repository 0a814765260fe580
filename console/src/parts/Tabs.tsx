import { Link } from "../app/Link.tsx";
import { searchText, usePlace } from "../app/location.ts";

interface Props<View extends string> {
  label: string;
  views: Record<View, string>;
  shown: View;
}

/** Ways to look at what a page is about; the address says which, the first one needs no saying. */
export function Tabs<View extends string>({ label, views, shown }: Props<View>) {
  const { path, search } = usePlace();
  const names = Object.keys(views) as View[];
  return (
    <nav aria-label={label} className="tabs">
      {names.map((name) => (
        <Link
          key={name}
          to={path + searchText({ ...Object.fromEntries(search), view: name === names[0] ? "" : name })}
          aria-current={name === shown ? "true" : undefined}
        >
          {views[name]}
        </Link>
      ))}
    </nav>
  );
}

/** The view that an address names, else the first. */
export function viewOf<View extends string>(search: URLSearchParams, views: Record<View, string>): View {
  const names = Object.keys(views) as View[];
  return names.find((name) => name === search.get("view")) ?? (names[0] as View);
}
