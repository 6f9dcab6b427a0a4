/** Hears every change from now on, in order; the returned function ends it. */
export type Listen<Change> = (listener: (change: Change) => void) => () => void;
