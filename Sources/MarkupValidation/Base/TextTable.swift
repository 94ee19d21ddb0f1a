/// Texts that were made of bytes, for when the same bytes come again: every page of a site names the same
/// addresses in its menus, and its parts by the same ids.
final class TextTable {
    private struct Entry {
        let bytes: UnsafeMutableBufferPointer<UInt8>
        let text: String
    }

    /// A power of two. Texts that share a place displace each other, so that it never grows.
    private static let size = 1024
    /// Longer texts are made anew each time.
    private static let longest = 128

    private var entries = [Entry?](repeating: nil, count: size)

    deinit { for entry in entries { entry?.bytes.deallocate() } }

    /// The bytes as text; malformed UTF-8 becomes replacement characters.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        // One of up to 15 bytes takes no memory of its own.
        guard bytes.count > 15, bytes.count <= Self.longest else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let place = Self.place(of: bytes)
        if let entry = entries[place], entry.bytes.count == bytes.count,
            UnsafeBufferPointer(entry.bytes).equals(bytes)
        {
            return entry.text
        }
        entries[place]?.bytes.deallocate()
        let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = kept.initialize(from: bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        entries[place] = Entry(bytes: kept, text: text)
        return text
    }

    private static func place(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt64(bytes.count)
        var index = 0
        while let word = bytes.word(at: index) {
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            index += 8
        }
        // The last eight bytes, some of them again.
        if let word = bytes.word(at: bytes.count - 8) {
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        }
        return Int(hash >> 54)
    }
}
