// The files of a rule pack between an editor on somebody's computer and the core.
import { fromBinary } from '@bufbuild/protobuf';
import type { DraftedPack } from '../generated/yiting/v1/bridge_pb';
import { PackBundleSchema, type Param } from '../generated/yiting/v1/pack_pb';
import type { RulesView } from '../generated/yiting/v1/view_rules_pb';
import type { Replica } from './replica';
import { choicesOf } from './rules';

export interface PackFile {
  path: string;
  content: Uint8Array<ArrayBuffer>;
}

// Far above what the core takes, which says so file by file: this only keeps a wrong folder from
// being read through.
const chosenFilesMax = 256;
const chosenBytesMax = 8 * 1024 * 1024;

// The folder's own name is no part of a path.
function pathOf(file: File): string {
  return file.webkitRelativePath?.split('/').slice(1).join('/') || file.name;
}

// What an editor leaves beside and the scenarios do not count.
function isOfPack(file: File): boolean {
  const path = pathOf(file);
  return /\.(lua|csv)$/.test(path) && !/(^|\/)\./.test(path);
}

// More than any pack has: another folder was meant.
export function isTooMuch(chosen: readonly File[]): boolean {
  const files = chosen.filter(isOfPack);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return files.length > chosenFilesMax || bytes > chosenBytesMax;
}

// Out of a chosen folder, or of chosen files: what `yiting rules` would read there.
export async function packFilesOf(chosen: readonly File[]): Promise<PackFile[]> {
  const files: PackFile[] = [];
  for (const file of chosen.filter(isOfPack))
    files.push({ path: pathOf(file), content: new Uint8Array(await file.arrayBuffer()) });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// The same numbers as in force, on other files. A number that the new files no longer have, or that
// does not fit them, is theirs; looking at the change shows it.
export async function draftFiles(
  replica: Replica,
  rules: RulesView,
  files: readonly PackFile[],
): Promise<DraftedPack> {
  const base = rules.hash;
  const plain = await replica.draftPack({ base, files: [...files] });
  if (!plain.pack) return plain;
  const chosen = choicesOf(rules.params, {}).filter((choice) => {
    const before = rules.params.find((param) => param.id === choice.id)!;
    const after = plain.pack!.params.find((param) => param.id === choice.id);
    return after !== undefined && after.kind === before.kind && fits(before, after);
  });
  return chosen.length ? replica.draftPack({ base, files: [...files], choices: chosen }) : plain;
}

function fits(before: Param, limits: Param): boolean {
  const scaled = before.value * (before.denominator ? 100n : 1n);
  const whole = before.denominator || 1n;
  return scaled >= limits.min * whole && scaled <= limits.max * whole;
}

// Of a bundle, what is the pack's own, below a folder of the pack's name: ready to be edited.
export function ownFiles(bundle: Uint8Array, folder: string): PackFile[] {
  return fromBinary(PackBundleSchema, bundle)
    .files.filter((file) => !file.path.startsWith('lib/'))
    .map((file) => ({ path: `${folder}/${file.path}`, content: new Uint8Array(file.content) }));
}
