/// The path of a request, decoded once and taken apart. It cannot leave a root folder.
struct RequestPath: Equatable {
    /// Neither empty nor `.` nor `..`; without slash, backslash and control characters.
    let parts: [String]
    /// The path ends in a slash, so it means a folder.
    let isFolder: Bool
    /// `?…` as it came, or empty.
    let query: String

    enum Refusal: Error, Equatable {
        /// Not a path, or one that some other program might read as another path.
        case malformed
        /// A name that starts with a dot.
        case hidden
    }

    /// Reads the target of a request in origin form (`/faq/?x=1`).
    init(parsing target: some StringProtocol) throws(Refusal) {
        let bytes = Array(target.utf8)
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        guard bytes.first == UInt8(ascii: "/"), !bytes.contains(UInt8(ascii: "#")) else {
            throw .malformed
        }
        query = String(decoding: bytes[end...], as: UTF8.self)
        guard end > 1 else {
            parts = []
            isFolder = true
            return
        }
        // Split before decoding: an encoded slash is refused, so both orders agree.
        var pieces = bytes[1..<end].split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        isFolder = pieces.last?.isEmpty == true
        if isFolder { pieces.removeLast() }
        var parts: [String] = []
        for piece in pieces {
            guard let part = Self.decoded(piece), !part.isEmpty, part != ".", part != ".." else {
                throw .malformed
            }
            guard !part.hasPrefix(".") else { throw .hidden }
            parts.append(part)
        }
        self.parts = parts
    }

    private init(parts: [String], isFolder: Bool, query: String) {
        self.parts = parts
        self.isFolder = isFolder
        self.query = query
    }

    /// The rest of a path below `base`; `nil` for another path, and for a base without its slash.
    func below(_ base: [String]) -> RequestPath? {
        guard parts.starts(with: base), parts.count > base.count || isFolder else { return nil }
        return RequestPath(
            parts: Array(parts.dropFirst(base.count)), isFolder: isFolder, query: query)
    }

    /// The path as a link, without its query.
    var reference: String {
        isFolder
            ? "/" + parts.map { Self.encoded($0) + "/" }.joined()
            : "/" + parts.map(Self.encoded).joined(separator: "/")
    }

    /// The path as a link, with a slash at its end. It never starts with `//`, which would name
    /// another host.
    var folderReference: String {
        "/" + parts.map { Self.encoded($0) + "/" }.joined() + query
    }

    private static func decoded(_ piece: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = piece[...]
        while let byte = rest.popFirst() {
            var value = byte
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(hexValue),
                    let low = rest.popFirst().flatMap(hexValue)
                else { return nil }
                value = high << 4 | low
            }
            guard value >= 0x20, value != 0x7F, value != UInt8(ascii: "/"),
                value != UInt8(ascii: "\\")
            else { return nil }
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func encoded(_ part: String) -> String {
        var text = ""
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
