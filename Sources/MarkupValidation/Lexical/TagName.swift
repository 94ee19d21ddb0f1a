/// The name of a tag as it stands in the bytes.
struct TagName {
    let range: Range<Int>
    /// Its bytes as one number, the first lowest; 0 for a name of more than eight.
    let key: UInt64
    let hasCapital: Bool

    init(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        var end = start
        var key: UInt64 = 0
        var hasCapital = false
        while end < bytes.count {
            let byte = bytes[end]
            guard byte.isWordByte || byte == 0x2D || byte == 0x3A else { break }
            hasCapital = hasCapital || byte.isCapital
            key = end - start < 8 ? key | UInt64(byte) << UInt64(8 * (end - start)) : 0
            end += 1
        }
        range = start..<end
        self.key = key
        self.hasCapital = hasCapital
    }

    static let svg = key(of: "svg")
    static let voidNames = FixedList(Profile.voidNames.map(key))
    /// Of elements in which placeholders are examples.
    static let verbatimNames = FixedList(
        ["pre", "code", "kbd", "samp", "script", "style"].map(key))

    private static func key(of name: String) -> UInt64 {
        precondition(name.utf8.count <= 8, "longer names have no key")
        return name.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
