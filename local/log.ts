/** Where the runtime writes what a person at the terminal should read: one finished line (or block) per call. */
export type Log = (line: string) => void;
