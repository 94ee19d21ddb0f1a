/// Which URLs a page may link to: `https`, `http`, `mailto`, and those without a scheme.
enum URLCheck {
    /// What is written in place of any other URL. It leads nowhere and can be searched for.
    static let blocked = "#blocked"

    /// Whether a browser that follows `url` can only stay on the site or use a safe scheme.
    static func hasSafeScheme(_ url: String) -> Bool {
        // Browsers ignore white space and controls before a scheme.
        let url = url.utf8.drop { $0 <= 0x20 }
        guard let end = url.firstIndex(where: endsScheme), url[end] == UInt8(ascii: ":") else {
            return true
        }
        return isSafeScheme(url[..<end].map(lowercased))
    }

    /// Whether `rest`, put after text without a colon, cannot make that text a scheme.
    static func holdsNoScheme(_ rest: String) -> Bool {
        guard let end = rest.utf8.firstIndex(where: endsScheme) else { return true }
        return rest.utf8[end] != UInt8(ascii: ":")
    }

    /// - Parameter scheme: In lower case, without the colon.
    static func isSafeScheme(_ scheme: [UInt8]) -> Bool {
        safeSchemes.contains(scheme)
    }

    private static let safeSchemes = ["https", "http", "mailto"].map { Array($0.utf8) }

    private static func endsScheme(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
        default: false
        }
    }
}
