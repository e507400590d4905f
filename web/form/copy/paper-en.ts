import type { Paper } from './paper.ts';

export const paperEn: Paper = {
  title: 'Membranes that last',
  subtitle: 'How to recognise the right day for cleaning',
  byline: 'Dr Maren Holt and Jonas Petersen, Flusswerk GmbH',
  other: 'Dieses Papier auf Deutsch lesen',
  sections: [
    {
      title: '1. Normalise, do not guess',
      paragraphs: [
        'At 10 °C a reverse-osmosis membrane passes about forty per cent less water than at 25 °C, without any dirt at all: cold water is thicker. It comes to about three per cent per degree. Feed pressure, recovery and salinity vary on top of that. Anyone who reacts to the permeate flow on the display therefore cleans too often in winter and misses the beginning of a biofilm in summer.',
        'To normalise is to convert each reading to the conditions of a reference day, best taken from the first 48 hours after commissioning or replacement. Normalised permeate flow is the measured flow times the ratio of driving pressures (reference to today) times the ratio of temperature factors. Driving pressure is the mean feed-side pressure less the permeate pressure and less the difference in osmotic pressure. The procedure is described in ASTM D4516 and fits a spreadsheet; membrane makers give away ready-made ones.',
        'Three normalised values are enough: permeate flow, salt passage, and pressure drop along the vessel. Take them per stage, not per plant. An average over both stages hides precisely what you are looking for: biofilm begins at the front, scaling at the back.',
      ],
    },
    {
      title: '2. Three curves, five causes',
      paragraphs: [
        'No value gives the cause away on its own. Their order does: which curve moves first, in which stage, and how fast?',
      ],
      table: {
        head: ['Cause', 'Permeate flow', 'Salt passage', 'Pressure drop', 'Where, how fast'],
        rows: [
          ['Biofilm', 'falls', 'steady at first', 'rises first', 'stage 1, days to weeks'],
          ['Scaling', 'falls', 'rises', 'rises slightly', 'last stage, hours to days'],
          ['Particles, colloids', 'falls', 'rises slightly', 'rises', 'stage 1, weeks'],
          ['Oxidation by chlorine', 'rises', 'rises', 'steady', 'stage 1 first, permanent'],
          ['Leaking O-ring or seam', 'rises slightly', 'jumps', 'steady', 'one vessel, suddenly'],
        ],
      },
    },
    {
      title: '3. The right day',
      chart: true,
      paragraphs: [
        'Clean when one of the normalised values reaches its threshold: permeate flow ten per cent below the reference, salt passage five to ten per cent above it, or pressure drop ten to fifteen per cent above it. The makers agree on these figures, and for a reason: up to there the deposit is usually still loose. Wait for thirty per cent and you will often get only part of it back; the rest stays as a new, worse starting point.',
        'As a rule, alkaline goes before acid. The alkaline solution loosens biofilm and organic deposits; acid can compact them, and is used up before it reaches the lime crystals underneath. The reverse order is right only where pure carbonate scaling has been established. Warmth helps more than concentration: a solution at 35 °C cleans markedly better than one at 20 °C. The limits for pH and temperature are in the data sheet and hold together: the warmer, the narrower the permitted pH range.',
        'Measure success by the same three values, 24 hours after starting up. If they come back to within three per cent of where they were after the last cleaning, the day was right. If a little more is missing each time, it was too late or the wrong agent: then it pays to sacrifice one element, cut it open and have the deposit analysed. That costs less than two cleanings in vain.',
        'And replacement? Calculate per train: the extra electricity for the higher pressure, plus cleanings per year times the cost of one, standstill included. When two years of that exceed the price of new elements, more cleaning is the dearer choice. Then replace first where the damage is: the leading elements for oxidation and biofilm, the tail elements for scaling.',
      ],
    },
    {
      title: '4. What saves cleanings',
      paragraphs: [
        'Pretreatment beats chemistry. A silt density index (SDI₁₅, ASTM D4189) below 3 is a good aim; above 5, the pretreatment is the problem and not the membrane. Polyamide does not tolerate free chlorine: depending on the maker, salt passage has doubled after some hundred to a thousand ppm-hours. Check the dechlorination by the redox potential immediately before the high-pressure pump, not at the dosing tank.',
        'Flush with permeate at every standstill of more than four hours, and preserve from two days on. The most frequent beginning of a biofilm is a long weekend.',
      ],
    },
  ],
  checklist: {
    title: 'Checklist for the wall',
    intro: 'For each train, stage by stage.',
    parts: [
      {
        title: 'Every shift',
        items: [
          'Read pressures (feed, interstage, concentrate, permeate), flows, conductivities and temperature in the same minute',
          'Redox potential before the high-pressure pump in the green',
          'Antiscalant: compare the level with the calculated consumption',
        ],
      },
      {
        title: 'Every week',
        items: [
          'Plot the three normalised values of each stage against the reference day',
          'Measure SDI₁₅ after the cartridge filter, check the cartridges for slime',
          'Extend the slope of the last 14 days: when is the first threshold reached?',
        ],
      },
      {
        title: 'Every quarter',
        items: [
          'Measure conductivity vessel by vessel, probe the outliers',
          'Check transmitters by hand, temperature and differential pressure above all',
          'Compare the last cleanings: does the starting value come back?',
        ],
      },
    ],
  },
  sources: {
    title: 'Further reading',
    items: [
      'ASTM D4516: Standard Practice for Standardizing Reverse Osmosis Performance Data',
      'ASTM D4189: Standard Test Method for Silt Density Index (SDI) of Water',
      'The technical manuals of the membrane makers, chapters on cleaning and normalisation; for limits, the data sheet of your element always prevails',
    ],
  },
};
