/** Points have one decimal. All sums are taken in whole tenths, because 0.1 + 0.2 is not 0.3 in binary fractions. */
export const toTenths = (points: number): number => Math.round(points * 10);

export const fromTenths = (tenths: number): number => tenths / 10;

/** The sum of points, exact to the tenth. */
export const sumOfPoints = (reasons: readonly { readonly points: number }[]): number =>
  fromTenths(reasons.reduce((sum, { points }) => sum + toTenths(points), 0));
