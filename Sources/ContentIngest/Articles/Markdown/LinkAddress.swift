/// Whether an address may stand in a page: `https`, `http`, `mailto`, a path or a fragment.
enum LinkAddress {
    static func isAllowed(_ url: [UInt8]) -> Bool {
        // Browsers skip tabs and line ends inside a scheme and read `\` as `/`.
        guard url.allSatisfy({ $0 > 0x20 || $0 == 0x20 }), !url.contains(UInt8(ascii: "\\")) else {
            return false
        }
        // `//host` would leave the site without saying how.
        if url.starts(with: "//".utf8) || url.first == 0x20 { return false }
        let end = url.firstIndex { "/?#".utf8.contains($0) } ?? url.endIndex
        guard let colon = url[..<end].firstIndex(of: UInt8(ascii: ":")) else { return true }
        let scheme = String(decoding: url[..<colon], as: UTF8.self).lowercased()
        let rest = url[(colon + 1)...]
        switch scheme {
        case "https", "http": return rest.starts(with: "//".utf8) && rest.count > 2
        case "mailto": return !rest.isEmpty
        default: return false
        }
    }
}
