/** What a link is for. A token of one purpose opens nothing of another. */
export type LinkPurpose = 'confirm' | 'offer' | 'track' | 'preferences' | 'unsubscribe' | 'not-me';

/** Tokens of links: made from the keyring, so that nothing secret is stored, and a resend makes the same link. */
export interface Links {
  /** `request` names what the link is about: the opt-in request, the offer, or nothing in particular. */
  token(purpose: LinkPurpose, leadId: string, request: string): Promise<string>;

  /** The id of the key that a token was made with. */
  keyIdOf(token: string): string;

  /** @throws UnknownLinkError when the token was not made by us for this purpose. */
  open(purpose: LinkPurpose, token: string): Promise<{ leadId: string; request: string }>;
}
