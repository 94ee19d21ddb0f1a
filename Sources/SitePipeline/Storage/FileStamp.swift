/// Tells whether a file is still the one that was written, without reading it.
struct FileStamp: Hashable, Sendable {
    let inode: UInt64
    let modifiedNanoseconds: Int64
    let byteCount: Int
}
