// The names that all tabs of one replica share: the Web Lock, whose holder leads, and the
// BroadcastChannel on which they talk.
// Tested by tests/web/tabs.test.mjs

export const lockName = (folder) => `yiting-core-${folder}`;
export const busName = (folder) => `yiting-core-${folder}`;
