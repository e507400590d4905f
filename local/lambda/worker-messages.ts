/** What a worker is started with. */
export type WorkerStart = {
  /** The file URL of aws-lambda-ric. */
  readonly runtime: string;
  readonly sharedOffset: SharedArrayBuffer;
};

/** One invocation, as Lambda's runtime API hands it out. */
export type Invocation = {
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** `payload` is the handler's answer, or the error in Lambda's form, as JSON. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done' | 'failed' | 'init-failed'; readonly payload: string };
