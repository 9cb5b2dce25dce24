/** The filesystem: a tree in memory with POSIX calls, quotas, snapshots and a journal. */
export type { ExportOptions, ImportOptions } from "./archive/archive-entry.ts";
export { importTar } from "./archive/read-tar.ts";
export {
  exportJson,
  importJson,
  type TreeJson,
  type TreeJsonEntry,
} from "./archive/tree-json.ts";
export { exportTar } from "./archive/write-tar.ts";
export { createFileSystem } from "./create-file-system.ts";
export type {
  FileSystem,
  MkdirOptions,
  ReaddirOptions,
  RmOptions,
  TextEncoding,
} from "./file-system.ts";
export { createFileSystemFacade, type FacadeOptions } from "./file-system-facade.ts";
export { FsError, type FsErrorCode, fsErrorMessages } from "./fs-error.ts";
export type { JournalRecord, RecordOf } from "./journal.ts";
export {
  decodeRecords,
  encodeRecord,
  encodeRecords,
  maxRecordBytes,
  replay,
} from "./journal-codec.ts";
export {
  type JustBashDirent,
  type JustBashEncoding,
  type JustBashEncodingOption,
  type JustBashFs,
  type JustBashStat,
  toJustBashFs,
} from "./just-bash-fs.ts";
export { defaultLimits, type FileSystemOptions } from "./limited-core.ts";
export type { LogFile } from "./log/log-file.ts";
export { LogStore } from "./log/log-store.ts";
export { type NodeFs, type NodeFsOptions, toNodeFs } from "./node-fs/to-node-fs.ts";
export type { OpenFile } from "./open-file.ts";
export { baseName, dirName, isWithin, joinPath, normalizePath } from "./path.ts";
export type {
  Provider,
  ProviderAttributes,
  ProviderCall,
  ProviderCapabilities,
  ProviderEntry,
  ProviderRead,
  ProviderStat,
  ProviderWrite,
} from "./provider.ts";
export {
  type ConformanceCase,
  type ConformanceSubject,
  providerConformance,
} from "./provider-conformance.ts";
export type { FlushReport } from "./provider-flush.ts";
export {
  type GuestMount,
  type GuestMountOptions,
  providerGuestMount,
} from "./provider-guest-mount.ts";
export type { ProviderMountOptions } from "./provider-mounts.ts";
export type { ProviderProgress, TransferOptions } from "./provider-transfer.ts";
export { memoryProvider } from "./providers/memory.ts";
export { overlayProvider } from "./providers/overlay.ts";
export { readOnlyProvider } from "./providers/read-only.ts";
export type { Limits } from "./quota.ts";
export type { Snapshot, TreeDiff } from "./snapshot.ts";
export type { DirectoryEntry, FileType, Stat } from "./stat.ts";
export type {
  FileSystemStat,
  MountInfo,
  MountOptions,
  OpenFlags,
  Resolution,
  SyncFileSystem,
  Times,
  Usage,
} from "./sync-file-system.ts";
export type { WatchEvent, WatchOptions } from "./watch.ts";
