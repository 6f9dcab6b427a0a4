/** Sound that is read piece by piece: one channel at 8 kHz. */
export interface SoundTrack {
  /** In samples. */
  readonly length: number;
  /** These samples, silence where there are none. */
  read(from: number, count: number): Int16Array;
  close(): void;
}
