import { ask } from "./client.ts";

export interface ServerEvent {
  id: string;
  data: string;
}

/** Takes events out of a stream of text as it arrives; what is not whole yet waits. */
export function eventReader() {
  let rest = "";
  return (piece: string): ServerEvent[] => {
    const blocks = (rest + piece.replaceAll("\r\n", "\n")).split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const event: ServerEvent = { id: "", data: "" };
      for (const line of block.split("\n")) {
        const [, name, value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name === "id") event.id = value;
        if (name === "data") event.data += (event.data ? "\n" : "") + value;
      }
      return event.data ? [event] : [];
    });
  };
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });

/**
 * Hears the server's events until they end. The browser's own EventSource cannot send a token, so
 * this reads the stream of an ordinary request; when it is cut off it goes on after the last event.
 */
export async function follow(url: string, heard: (data: string) => void, signal: AbortSignal) {
  let last = "";
  for (let failures = 0; failures < 5; failures += 1) {
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (last) headers["Last-Event-ID"] = last;
      const response = await ask(url, { headers, signal });
      const events = eventReader();
      const text = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const piece = await text?.read();
        if (!piece || piece.done) return;
        for (const event of events(piece.value)) {
          failures = 0;
          if (event.id) last = event.id;
          heard(event.data);
        }
      }
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      if (!(error instanceof TypeError)) throw error;
      await pause(1000 * 2 ** failures, signal);
    }
  }
}
