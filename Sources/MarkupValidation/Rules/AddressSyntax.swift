/// The form of an address in `href`, `src` and their like.
enum AddressSyntax {
    static let schemes: Set<String> = ["https", "http", "mailto"]

    /// The bytes that no address holds, and those that not every one may: `#` and `%`.
    private static let signs = FixedList(
        (0...255).map { $0 <= 0x20 || #""<>\^`{|}#%"#.utf8.contains(UInt8($0)) })

    /// The rule that the address breaks, and how; `nil` when it breaks none.
    static func fault(in address: UnsafeBufferPointer<UInt8>) -> (rule: Rule, message: String)? {
        guard !address.isEmpty else { return (.malformedAddress, "the address is empty") }
        let signs = signs
        var fragments = 0
        for index in 0..<address.count where signs[Int(address[index])] {
            let byte = address[index]
            if byte == 0x23 {
                fragments += 1
            } else if byte != 0x25 {
                return (
                    .malformedAddress,
                    "the address holds "
                        + (byte <= 0x20 ? "white space" : "'\(Unicode.Scalar(byte))'")
                )
            } else if !isEscape(address, at: index) {
                return (
                    .malformedAddress, "a % in the address has no two hexadecimal digits after it"
                )
            }
        }
        if fragments > 1 { return (.malformedAddress, "the address has two fragments") }
        // Most addresses are paths or fragments of the site.
        if address[0] == 0x2F || address[0] == 0x23 { return nil }
        guard let scheme = scheme(of: address) else { return nil }
        guard schemes.contains(scheme) else {
            return (.unsafeScheme, "the address has the scheme '\(scheme)'")
        }
        return scheme == "mailto"
            ? nil : fault(inAuthority: address.dropFirst(scheme.utf8.count + 1))
    }

    private static func isEscape(_ address: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < address.count && address[index + 1].isHexDigit && address[index + 2].isHexDigit
    }

    /// - Parameter rest: What follows `https:`.
    private static func fault(
        inAuthority rest: UnsafeBufferPointer<UInt8>.SubSequence
    ) -> (rule: Rule, message: String)? {
        guard rest.starts(with: "//".utf8) else {
            return (.malformedAddress, "the address names no host")
        }
        let parts = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
            .split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty else {
            return (.malformedAddress, "the address names no host")
        }
        guard isHost(host) else {
            return (.malformedAddress, "the address names a host that is none")
        }
        guard parts.count > 1 else { return nil }
        let port = Int(String(decoding: parts[1], as: UTF8.self)).map { (0...65535).contains($0) }
        return parts[1].allSatisfy(\.isDigit) && port == true
            ? nil : (.malformedAddress, "the address names a port that is none")
    }

    /// Labels of letters, digits and hyphens with full stops between them; numbers are four bytes.
    static func isHost(_ host: UnsafeBufferPointer<UInt8>.SubSequence) -> Bool {
        let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
        if labels.last?.allSatisfy(\.isDigit) ?? true {
            return labels.count == 4
                && labels.allSatisfy { UInt8(String(decoding: $0, as: UTF8.self)) != nil }
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && !label.starts(with: "xn--".utf8)
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 >= 0x80 }
        }
    }

    /// The part before the first colon, in lower case, when that is a scheme.
    static func scheme(of address: some Sequence<UInt8>) -> String? {
        var scheme = ""
        for byte in address {
            if byte == 0x3A { return scheme.isEmpty ? nil : scheme }
            let isPlain =
                byte.isLetter || byte.isDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E
            guard isPlain else { return nil }
            scheme.unicodeScalars.append(Unicode.Scalar(byte.isCapital ? byte | 0x20 : byte))
        }
        return nil
    }
}

/// `text` with its percent-escapes resolved; malformed ones stay.
func resolvingPercentEscapes(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == 0x25, index + 2 < bytes.count,
            let value = UInt8(
                String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
        {
            result.append(value)
            index += 3
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

extension Rule {
    static let unsafeScheme = Rule(
        "L007-unsafe-scheme", "Addresses use https, http or mailto, or are relative.",
        why: "javascript: and data: run code in the reader's name.", cure: "Use an https address.",
        example: "<a href=\"javascript:buy()\">…</a>")
    static let malformedAddress = Rule(
        "L008-malformed-address",
        "Addresses are not empty and hold no spaces, control characters, quotes or backslashes.",
        why: "Browsers repair them, each in its own way.", cure: "Percent-encode the character.",
        example: "<a href=\"/my page/\">…</a>")
}
