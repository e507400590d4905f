import { styleText } from 'node:util';

export type Paint = (text: string) => string;

/** Colours for a person's terminal; plain text where output goes elsewhere or NO_COLOR is set. */
export type Palette = {
  readonly bold: Paint;
  readonly soft: Paint;
  readonly good: Paint;
  readonly gold: Paint;
  readonly bad: Paint;
  readonly link: Paint;
};

/** The palette for a stream. */
export function paletteFor(stream: NodeJS.WriteStream): Palette {
  const colour = stream.isTTY === true && stream.hasColors() && !process.env.NO_COLOR;
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      colour ? styleText(format, text, { validateStream: false }) : text;

  return {
    bold: paint('bold'),
    soft: paint('gray'),
    good: paint('green'),
    gold: paint('yellow'),
    bad: paint('red'),
    link: paint(['cyan', 'underline']),
  };
}
