import type { Paper } from './paper.ts';

export const paperDe: Paper = {
  title: 'Membranen, die länger halten',
  subtitle: 'Woran man den richtigen Tag für die Reinigung erkennt',
  byline: 'Dr. Maren Holt und Jonas Petersen, Flusswerk GmbH',
  other: 'Read this paper in English',
  sections: [
    {
      title: '1. Normieren statt raten',
      paragraphs: [
        'Eine Umkehrosmose-Membran lässt bei 10 °C rund vierzig Prozent weniger Wasser durch als bei 25 °C, ganz ohne Schmutz: Kaltes Wasser ist zäher. Je Grad sind es etwa drei Prozent. Dazu kommen Schwankungen von Speisedruck, Ausbeute und Salzgehalt. Wer auf den abgelesenen Permeatstrom reagiert, reinigt deshalb im Winter zu oft und übersieht im Sommer den Anfang eines Biofilms.',
        'Normieren heißt: jeden Messwert auf die Bedingungen eines Bezugstages umrechnen, am besten der ersten 48 Stunden nach Inbetriebnahme oder Tausch. Der normierte Permeatstrom ist der gemessene, multipliziert mit dem Verhältnis der treibenden Drücke (Bezug zu heute) und dem Verhältnis der Temperaturfaktoren. Der treibende Druck ist der mittlere Speisedruck, vermindert um den Permeatdruck und um die Differenz der osmotischen Drücke. Das Verfahren ist als ASTM D4516 beschrieben und passt in ein Tabellenblatt; die Membranhersteller geben fertige Vorlagen ab.',
        'Drei normierte Größen genügen: Permeatstrom, Salzdurchgang und Druckverlust längs des Druckrohrs. Bilden Sie sie je Stufe, nicht je Anlage. Ein Mittel über beide Stufen verdeckt genau das, was Sie suchen: Biofilm beginnt vorn, Scaling hinten.',
      ],
    },
    {
      title: '2. Drei Kurven, fünf Ursachen',
      paragraphs: [
        'Kein Wert allein verrät die Ursache. Die Reihenfolge tut es: Welche Kurve bewegt sich zuerst, in welcher Stufe, und wie schnell?',
      ],
      table: {
        head: ['Ursache', 'Permeatstrom', 'Salzdurchgang', 'Druckverlust', 'Wo und wie schnell'],
        rows: [
          ['Biofilm', 'sinkt', 'zunächst gleich', 'steigt zuerst', 'Stufe 1, Tage bis Wochen'],
          ['Scaling', 'sinkt', 'steigt', 'steigt leicht', 'letzte Stufe, Stunden bis Tage'],
          ['Partikel, Kolloide', 'sinkt', 'steigt leicht', 'steigt', 'Stufe 1, Wochen'],
          ['Oxidation durch Chlor', 'steigt', 'steigt', 'gleich', 'Stufe 1 zuerst, bleibend'],
          ['Leck an O-Ring oder Naht', 'steigt leicht', 'steigt sprunghaft', 'gleich', 'ein Druckrohr, plötzlich'],
        ],
      },
    },
    {
      title: '3. Der richtige Tag',
      chart: true,
      paragraphs: [
        'Gereinigt wird, wenn eine der normierten Größen ihre Schwelle erreicht: der Permeatstrom zehn Prozent unter dem Bezug, der Salzdurchgang fünf bis zehn Prozent darüber oder der Druckverlust zehn bis fünfzehn Prozent darüber. Diese Werte nennen die Hersteller übereinstimmend, und sie haben einen Grund: Bis dahin ist der Belag meist noch locker. Wer bis dreißig Prozent wartet, bekommt oft nur einen Teil zurück, und der Rest bleibt als neuer, schlechterer Ausgangswert stehen.',
        'Alkalisch kommt in der Regel vor sauer. Die Lauge löst Biofilm und organischen Belag; Säure kann ihn verdichten und sich dabei verbrauchen, bevor sie die Kalkkristalle darunter erreicht. Umgekehrt ist es nur richtig, wenn reines Carbonat-Scaling feststeht. Wärme hilft mehr als Konzentration: Eine Lösung mit 35 °C reinigt deutlich besser als eine mit 20 °C. Die Grenzen für pH-Wert und Temperatur stehen im Datenblatt und gelten gemeinsam; je wärmer, desto enger ist der erlaubte pH-Bereich.',
        'Messen Sie den Erfolg an denselben drei Größen, 24 Stunden nach dem Anfahren. Kehren sie auf weniger als drei Prozent an den Wert nach der vorigen Reinigung zurück, stimmte der Tag. Fehlt jedes Mal etwas mehr, war es zu spät oder das falsche Mittel: Dann lohnt es sich, ein Element zu opfern, aufzuschneiden und den Belag bestimmen zu lassen. Das kostet weniger als zwei vergebliche Reinigungen.',
        'Und der Tausch? Rechnen Sie je Straße: Mehrkosten für Strom durch den höheren Druck, plus Reinigungen je Jahr mal Kosten je Reinigung samt Stillstand. Übersteigt die Summe zweier Jahre den Preis neuer Elemente, ist Weiterreinigen die teurere Wahl. Tauschen Sie dann zuerst dort, wo der Schaden sitzt: bei Oxidation und Biofilm die ersten Elemente, bei Scaling die letzten.',
      ],
    },
    {
      title: '4. Was Reinigungen erspart',
      paragraphs: [
        'Vorbehandlung schlägt Chemie. Ein Silt Density Index (SDI₁₅, ASTM D4189) unter 3 ist ein gutes Ziel, über 5 ist die Vorbehandlung das Problem und nicht die Membran. Polyamid verträgt kein freies Chlor: Je nach Hersteller ist nach einigen hundert bis tausend ppm-Stunden der Salzdurchgang verdoppelt. Prüfen Sie die Entchlorung deshalb über das Redoxpotenzial unmittelbar vor der Hochdruckpumpe, nicht am Dosierbehälter.',
        'Spülen Sie bei jedem Stillstand über vier Stunden mit Permeat, und konservieren Sie ab zwei Tagen. Der häufigste Anfang eines Biofilms ist ein langes Wochenende.',
      ],
    },
  ],
  checklist: {
    title: 'Checkliste zum Aushängen',
    intro: 'Für jede Straße, getrennt nach Stufen.',
    parts: [
      {
        title: 'Jede Schicht',
        items: [
          'Drücke (Speise, Zwischenstufe, Konzentrat, Permeat), Ströme, Leitfähigkeiten, Temperatur zur selben Minute ablesen',
          'Redoxpotenzial vor der Hochdruckpumpe im grünen Bereich',
          'Antiscalant: Füllstand gegen rechnerischen Verbrauch prüfen',
        ],
      },
      {
        title: 'Jede Woche',
        items: [
          'Drei normierte Größen je Stufe gegen den Bezugstag auftragen',
          'SDI₁₅ nach dem Feinfilter messen, Filter auf Schleim prüfen',
          'Steigung der letzten 14 Tage verlängern: Wann ist die erste Schwelle erreicht?',
        ],
      },
      {
        title: 'Jedes Quartal',
        items: [
          'Leitfähigkeit je Druckrohr messen, Ausreißer sondieren',
          'Messumformer gegen Handmessung prüfen, vor allem Temperatur und Differenzdruck',
          'Erfolg der letzten Reinigungen vergleichen: Kehrt der Ausgangswert zurück?',
        ],
      },
    ],
  },
  sources: {
    title: 'Zum Weiterlesen',
    items: [
      'ASTM D4516: Standard Practice for Standardizing Reverse Osmosis Performance Data',
      'ASTM D4189: Standard Test Method for Silt Density Index (SDI) of Water',
      'Technische Handbücher der Membranhersteller, Kapitel Reinigung und Normierung; für Grenzwerte gilt immer das Datenblatt Ihres Elements',
    ],
  },
};
