import { createHash, createHmac } from 'node:crypto';

export type Attribute = { S: string } | { N: string } | { BOOL: boolean } | { M: Item } | { L: Attribute[] };
export interface Item {
  [name: string]: Attribute;
}

const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: keyId = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env;
const sessionToken = process.env.AWS_SESSION_TOKEN;
const endpoint = new URL(process.env.AWS_ENDPOINT_URL ?? `https://dynamodb.${region}.amazonaws.com`);
// An ESM import of node:https would start undici.
const { request, Agent } = process.getBuiltinModule(endpoint.protocol === 'http:' ? 'node:http' : 'node:https');
const agent = new Agent({ keepAlive: true });
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** One call of DynamoDB's JSON protocol, signed by Signature Version 4. Rejects with the answer's body when it is no 200. */
export function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const body = JSON.stringify(input);
  const headers = signed(body, `DynamoDB_20120810.${operation}`, new Date().toISOString().replace(/[:-]|\.\d{3}/g, ''));

  return new Promise((resolve, reject) => {
    const outgoing = request(endpoint, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(text));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signed(body: string, target: string, time: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: endpoint.host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    'x-amz-target': target,
  };
  const names = Object.keys(headers).join(';');
  const canonical = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, hash(`POST\n/\n\n${canonical.join('')}\n${names}\n${hash(body)}`)];
  const key = ['dynamodb', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secret}`, time.slice(0, 8)), region));
  const signature = hmac(key, text.join('\n')).toString('hex');

  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    'content-length': String(Buffer.byteLength(body)),
  };
}

/** A plain value as an attribute value. */
export function attribute(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };

  return { M: item(value as object) };
}

export const item = (value: object): Item =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [name, attribute(part)]));

export const text = (value: Attribute | undefined): string => (value !== undefined && 'S' in value ? value.S : '');
export const map = (value: Attribute | undefined): Item => (value !== undefined && 'M' in value ? value.M : {});
