/** One line of a CSV file, for a spreadsheet. Cells that a spreadsheet would take for formulas get an apostrophe in front (OWASP: CSV injection). */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;

/** Spreadsheets know a file in UTF-8 by it. */
export const BYTE_ORDER_MARK = '\uFEFF';

const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;

  return /[";,\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
