/// What an account may be called: an id names files, so it may hold nothing that a path could be made
/// of.
enum AccountID {
    static let hint =
        "Use 1 to 64 letters, digits, dots, underscores and hyphens, and more than dots"

    static func isSafe(_ id: String) -> Bool {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isPlain && (1...64).contains(id.utf8.count) && id != "." && id != ".."
    }
}
