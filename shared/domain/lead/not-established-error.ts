/** Sales has not established all that the playbook asks for before an MQL is SQL, or something that speaks against it. Names fields, no values. */
export class NotEstablishedError extends Error {
  override readonly name = 'NotEstablishedError';
  readonly leadId: string;
  /** Not established yet. */
  readonly missing: readonly string[];
  /** Established, with an answer that does not qualify. */
  readonly unfit: readonly string[];

  constructor(leadId: string, { missing, unfit }: { missing: readonly string[]; unfit: readonly string[] }) {
    super(`Lead ${leadId} is no SQL: not established ${list(missing)}; not qualifying ${list(unfit)}`);
    this.leadId = leadId;
    this.missing = missing;
    this.unfit = unfit;
  }
}

const list = (fields: readonly string[]): string => (fields.length === 0 ? 'nothing' : fields.join(', '));
