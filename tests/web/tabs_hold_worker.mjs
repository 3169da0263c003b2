// Takes the first file of a folder and keeps it: a tab that does not let go (tabs.test.mjs).
self.onmessage = async ({ data: folder }) => {
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle(folder, { create: true });
  const file = await directory.getFileHandle("slot-0", { create: true });
  self.kept = await file.createSyncAccessHandle();
  self.postMessage("kept");
};
