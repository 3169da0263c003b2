// Files for outside of the app: what the core saves, and what a page has made.
import type { SaveFile_What } from '../generated/yiting/v1/bridge_pb';
import type { Replica } from './replica';

export function download(name: string, parts: BlobPart[], type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  [link.href, link.download] = [url, name];
  document.body.append(link);
  link.click();
  link.remove();
  // Browsers that begin the download late still find it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// False: it is not here (yet).
export async function saveFile(
  replica: Replica,
  what: SaveFile_What,
  number = 0n,
): Promise<boolean> {
  const saved = await replica.save(what, number);
  if (saved) download(saved.name, saved.parts);
  return saved !== null;
}

// What a stranger types on a computer, to check the whole ledger from the server.
export function verifyCommand(community: string): string {
  return `yiting ledger verify ${location.origin}/ledger/${community}`;
}
