import { Component, type ReactNode } from "react";
import { useTexts } from "../text/language.ts";

function Broken() {
  const { m } = useTexts();
  return (
    <div className="failure" role="alert">
      <h2>{m.error.title}</h2>
      <p>{m.error.program}</p>
      <button
        type="button"
        onClick={() => {
          location.reload();
        }}
      >
        {m.retry}
      </button>
    </div>
  );
}

/** A page that fails leaves the rest of the console standing. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
