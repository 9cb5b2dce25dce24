/** A descriptor that can do nothing: what others build on. */
import { errno } from "../wasi/errno.ts";
import type { ShimFd, ShimInode } from "./shim-types.ts";

const { EBADF, ENOTDIR, EINVAL } = errno;

/** Answers every call with the error that POSIX has for a descriptor of the wrong kind. */
export abstract class RefusingFd implements ShimFd {
  abstract fd_close(): number;
  abstract fd_fdstat_get(): ReturnType<ShimFd["fd_fdstat_get"]>;
  abstract fd_filestat_get(): ReturnType<ShimFd["fd_filestat_get"]>;
  abstract fd_filestat_set_times(atime: bigint, mtime: bigint, flags: number): number;

  fd_allocate(_offset: bigint, _length: bigint): number {
    return EBADF;
  }
  fd_fdstat_set_flags(_flags: number): number {
    return EBADF;
  }
  /** The shim keeps no rights: what is given up stays. */
  fd_fdstat_set_rights(_base: bigint, _inheriting: bigint): number {
    return 0;
  }
  fd_filestat_set_size(_size: bigint): number {
    return EINVAL;
  }
  fd_pread(_size: number, _offset: bigint): ReturnType<ShimFd["fd_pread"]> {
    return { ret: EBADF, data: new Uint8Array() };
  }
  fd_prestat_get(): ReturnType<ShimFd["fd_prestat_get"]> {
    return { ret: EBADF, prestat: null };
  }
  fd_pwrite(_data: Uint8Array, _offset: bigint): ReturnType<ShimFd["fd_pwrite"]> {
    return { ret: EBADF, nwritten: 0 };
  }
  fd_read(_size: number): ReturnType<ShimFd["fd_read"]> {
    return { ret: EBADF, data: new Uint8Array() };
  }
  fd_readdir_single(_cookie: bigint): ReturnType<ShimFd["fd_readdir_single"]> {
    return { ret: ENOTDIR, dirent: null };
  }
  fd_seek(_offset: bigint, _whence: number): ReturnType<ShimFd["fd_seek"]> {
    return { ret: EBADF, offset: 0n };
  }
  fd_sync(): number {
    return 0;
  }
  fd_tell(): ReturnType<ShimFd["fd_tell"]> {
    return { ret: EBADF, offset: 0n };
  }
  fd_write(_data: Uint8Array): ReturnType<ShimFd["fd_write"]> {
    return { ret: EBADF, nwritten: 0 };
  }
  path_create_directory(_path: string): number {
    return ENOTDIR;
  }
  path_filestat_get(_flags: number, _path: string): ReturnType<ShimFd["path_filestat_get"]> {
    return { ret: ENOTDIR, filestat: null };
  }
  path_filestat_set_times(
    _flags: number,
    _path: string,
    _atime: bigint,
    _mtime: bigint,
    _set: number,
  ): number {
    return ENOTDIR;
  }
  path_link(_path: string, _inode: ShimInode, _allowDirectory: boolean): number {
    return ENOTDIR;
  }
  path_unlink(_path: string): ReturnType<ShimFd["path_unlink"]> {
    return { ret: ENOTDIR, inode_obj: null };
  }
  path_lookup(_path: string, _flags: number): ReturnType<ShimFd["path_lookup"]> {
    return { ret: ENOTDIR, inode_obj: null };
  }
  path_open(
    _flags: number,
    _path: string,
    _oflags: number,
    _base: bigint,
    _inheriting: bigint,
    _fdflags: number,
  ): ReturnType<ShimFd["path_open"]> {
    return { ret: ENOTDIR, fd_obj: null };
  }
  path_readlink(_path: string): ReturnType<ShimFd["path_readlink"]> {
    return { ret: ENOTDIR, data: null };
  }
  path_remove_directory(_path: string): number {
    return ENOTDIR;
  }
  /** The shim renames by taking a name away and linking what it stood for. */
  path_rename(_from: string, _newFd: number, _to: string): number {
    return ENOTDIR;
  }
  path_unlink_file(_path: string): number {
    return ENOTDIR;
  }
}
