/** Twelve activities in four visits. The second visit qualifies the lead. */
export const visits = [
  ['page-visited', 'page-visited', 'mail-clicked'],
  ['paper-downloaded', 'pricing-viewed', 'page-visited'],
  ['webinar-registered', 'page-visited', 'page-visited'],
  ['webinar-attended', 'mail-clicked', 'page-visited'],
] as const;
