// Prints the real counts of a vitest JSON report as the last line of CI, and exits as the tests did.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const read = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The checks before the tests failed: no test ran.
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
};
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read();
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = numFailedTests + brokenFiles;
const skipped = numPendingTests + numTodoTests;
console.log(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = Number(status) || (failed > 0 ? 1 : 0);
