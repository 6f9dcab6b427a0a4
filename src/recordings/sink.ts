/** Where sound is written to, piece by piece: one list of samples a channel, all of the same length. */
export interface SoundSink {
  write(channels: readonly Int16Array[]): void;
  /** The file is complete and on the disk when this returns. */
  end(): void;
  /** It will not be completed. */
  abandon(): void;
}
