/** How many opt-in mails the hour has seen, in all. */
export interface OptInLoad {
  /** Whether they come near the budget: then who asks for more must show that it is worth some work. Known to within seconds. */
  isHigh(): Promise<boolean>;
}
