/** The place in a template that is being resolved. `path` is below the resource, parameter or output, e.g. `Properties.Tags.0`. */
export type Place = { readonly stack: string; readonly logicalId: string; readonly path: string };

/** A template holds something that the local runtime cannot resolve. */
export class ResolveError extends Error {
  override readonly name = 'ResolveError';
  readonly place: Place;

  constructor(place: Place, reason: string) {
    super(`Stack ${place.stack}, ${place.logicalId}${place.path === '' ? '' : `, ${place.path}`}: ${reason}`);
    this.place = place;
  }
}
