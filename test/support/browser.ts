import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** As Chrome names itself, which without a head says so. */
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36';

/**
 * Starts a headless Chromium that came from npm (no download, no system package); the caller closes it. The first start unpacks it, which takes a few
 * seconds. It runs without the sandbox, because tests often run as root in a container and open only pages of our own. The flags that its package
 * recommends are left out: they are for Lambda, switch off web security, and run everything in one process that dies with the first closed context. With
 * `automated` it tells pages that a program drives it, as scanners' browsers do.
 */
export async function launchBrowser({ automated = false }: { automated?: boolean } = {}): Promise<Browser> {
  const options = {
    executablePath: await unpacked(),
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--font-render-hinting=none',
      // Pages see a person's browser, not one that a program drives.
      ...(automated ? [] : ['--disable-blink-features=AutomationControlled', `--user-agent=${CHROME}`]),
    ],
  };

  return chromium.launch(options).catch(async (error: unknown) => {
    if (!String(error).includes('error while loading shared libraries')) throw error;
    return chromium.launch({ ...options, env: { ...process.env, ...(await ownLibraries()) } });
  });
}

/** NSS and a font, which a bare machine lacks and the package brings along. */
async function ownLibraries(): Promise<Record<string, string>> {
  const [libraries, fonts] = await Promise.all([inflate(packed('al2023.tar.br')), inflate(packed('fonts.tar.br'))]);

  return { LD_LIBRARY_PATH: join(libraries, 'lib'), FONTCONFIG_PATH: fonts };
}

const packed = (file: string): string =>
  fileURLToPath(new URL(`../../node_modules/@sparticuz/chromium/bin/${file}`, import.meta.url));

const archive = packed('chromium.br');
const cache = fileURLToPath(new URL('../../node_modules/.cache/chromium/', import.meta.url));

/** The unpacked binary, under node_modules. Written aside and renamed, so that test workers starting at once never see half of it. */
async function unpacked(): Promise<string> {
  // Another version has another size: an update unpacks anew.
  const binary = `${cache}${statSync(archive).size}`;
  if (existsSync(binary)) return binary;

  const aside = `${cache}${randomUUID()}`;
  await mkdir(cache, { recursive: true });
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(aside, { mode: 0o700 }));
  await rename(aside, binary);

  return binary;
}
