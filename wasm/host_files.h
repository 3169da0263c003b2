// The host's files, as the module sees them: ten functions that it imports from module "env". A
// host (wasm/host/*.mjs, the mini-program's shell) implements them over memory, OPFS, Node or
// WeChat.
//
// A path is ASCII, "folder/name", in a flat space: no "..", no deeper folder, nothing is made by
// hand. Offsets and sizes are whole numbers below 2^53 carried in a double, because MVP WebAssembly
// passes no 64-bit integer to JavaScript. Formats and return values: docs/formats/bridge.md.
// Touches: the host. Not an API for the core, which knows SQLite and no files.
// Tested by tests/web/vfs.test.mjs (memory, Node) and tests/web/vfs_opfs.test.mjs (Chromium).
#ifndef YITING_WASM_HOST_FILES_H_
#define YITING_WASM_HOST_FILES_H_

#include <cstdint>

#define YITING_IMPORT(name) __attribute__((import_module("env"), import_name(#name)))

namespace yiting::wasm {

// Flags of yt_fs_open.
constexpr uint32_t kOpenCreate = 1;  // make it, empty, when it is not there

// What the functions below answer when they do not succeed.
constexpr int32_t kHostFailed = -1;
constexpr int32_t kHostFull = -2;  // of a write: the device or the quota is full

}  // namespace yiting::wasm

extern "C" {

// A handle >= 0, or kHostFailed: not there, or not to be had.
YITING_IMPORT(yt_fs_open)
int32_t yt_fs_open(const char* path, uint32_t path_size, uint32_t flags);
YITING_IMPORT(yt_fs_close) int32_t yt_fs_close(int32_t file);
// Bytes read, fewer than `size` only at the end of the file, or kHostFailed.
YITING_IMPORT(yt_fs_read)
int32_t yt_fs_read(int32_t file, void* out, uint32_t size, double offset);
// 0 once all of it is written, kHostFailed or kHostFull. A write beyond the end fills with zeros.
YITING_IMPORT(yt_fs_write)
int32_t yt_fs_write(int32_t file, const void* bytes, uint32_t size, double offset);
YITING_IMPORT(yt_fs_truncate) int32_t yt_fs_truncate(int32_t file, double size);
// 0 once everything written is as durable as this host can make it.
YITING_IMPORT(yt_fs_sync) int32_t yt_fs_sync(int32_t file);
YITING_IMPORT(yt_fs_size) double yt_fs_size(int32_t file);
// 0, also when there was nothing at this path.
YITING_IMPORT(yt_fs_delete) int32_t yt_fs_delete(const char* path, uint32_t path_size);
// 1 or 0; a host may say 0 of an empty file.
YITING_IMPORT(yt_fs_exists) int32_t yt_fs_exists(const char* path, uint32_t path_size);

// Fills with bytes from the host's secure source of randomness.
YITING_IMPORT(yt_random) void yt_random(void* out, uint32_t size);

}  // extern "C"

#endif  // YITING_WASM_HOST_FILES_H_
