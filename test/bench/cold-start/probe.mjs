// Runs in a fresh process: imports the bundle given first and, if an event's file is given second, calls its handler once. Prints what that took.
import { readFileSync } from 'node:fs';

const [bundle, eventFile] = process.argv.slice(2);
const event = eventFile === undefined ? undefined : JSON.parse(readFileSync(eventFile, 'utf8'));
const context = { functionName: 'bench', awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };
const say = process.stdout.write.bind(process.stdout);
// Log lines go nowhere; writing them still costs what it costs.
process.stdout.write = () => true;

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const { handler } = await import(bundle);
const initMilliseconds = performance.now() - startedAt;
const answer = event === undefined ? undefined : await handler(event, context);
const { user, system } = process.cpuUsage(cpuBefore);
say(JSON.stringify({ initMilliseconds, cpuMilliseconds: (user + system) / 1000, status: answer?.statusCode ?? 0 }));
process.exit(0);
