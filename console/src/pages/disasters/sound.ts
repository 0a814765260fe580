import type { Tone } from "./said.ts";

const notes: Record<Tone, number[]> = { good: [1046], notice: [659, 659], bad: [220, 220, 220] };
const noteSeconds = 0.09;
const loudness = 0.2;

let speaker: AudioContext | undefined;

/** One high note: done. Two: look. Three low ones: not done. */
export function sound(tone: Tone) {
  speaker ??= new AudioContext();
  const context = speaker;
  notes[tone].forEach((pitch, at) => {
    const begins = context.currentTime + at * noteSeconds * 1.5;
    const note = new OscillatorNode(context, { frequency: pitch });
    const volume = new GainNode(context, { gain: loudness });
    note.connect(volume).connect(context.destination);
    note.start(begins);
    note.stop(begins + noteSeconds);
  });
}
