/** Keys that other systems report with. */
export interface ServerKeys {
  /** The name of the system that the key was issued to; undefined when it is none of ours, or was revoked. */
  senderOf(key: string): Promise<string | undefined>;
}
