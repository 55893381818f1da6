// Imports of changed packages into the server under test.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const data = fileURLToPath(new URL('../../../data', import.meta.url));

/** Imports the bundled package under another version, beside the running server. */
export async function importAs(version) {
  const directory = await mkdtemp(join(tmpdir(), 'atlas-package-'));
  try {
    await cp(data, directory, { recursive: true });
    const path = join(directory, 'datapackage.json');
    const descriptor = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...descriptor, version }));
    await promisify(execFile)(process.env.ATLAS, ['import', directory]);
  } finally {
    await rm(directory, { recursive: true });
  }
}

export const CHANGED = 'subscription { datasetChanged { version } }';
