import MarginModel

/// What must hold of the bytes before any parser sees them.
///
/// It closes holes of the parser: libxml2 2.9 stops silently at a NUL after the root element, and
/// accepts C1 controls, noncharacters and other encodings.
enum ByteCheck {
    /// Pages and charts; feeds and sitemaps may be larger (the sitemap protocol's limit).
    static let pageSizeLimit = 8 << 20
    static let feedSizeLimit = 50 << 20

    static func sizeLimit(of kind: DocumentKind) -> Int {
        [.atom, .rss, .jsonFeed, .sitemap].contains(kind) ? feedSizeLimit : pageSizeLimit
    }

    static func refuse(byteCount: Int, kind: DocumentKind, into findings: inout Findings) {
        findings.add(
            .tooLarge, at: 0,
            "the document has \(byteCount) bytes, more than \(sizeLimit(of: kind))")
    }

    private static let pageStart: StaticString = "<!DOCTYPE html>\n<html "

    /// Returns false when the document must not be parsed at all.
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, kind: DocumentKind, into findings: inout Findings
    ) -> Bool {
        guard bytes.count <= sizeLimit(of: kind) else {
            refuse(byteCount: bytes.count, kind: kind, into: &findings)
            return false
        }
        guard bytes.count > 0 else {
            findings.add(.notWellFormed, at: 0, "the document is empty")
            return false
        }
        if bytes.holds("\u{FEFF}", at: 0) {
            findings.add(.badBytes, at: 0, "the document starts with a byte order mark")
            return false
        }
        if kind.isPage, !bytes.holds(pageStart, at: 0) {
            findings.add(
                .badPrologue, at: 0,
                "the page does not start with <!DOCTYPE html>, a line feed, <html ")
        }
        return true
    }

    static func checkCharacters(
        _ bytes: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) -> Bool {
        var index = 0
        while index < bytes.count {
            index = ByteScan.endOfPlain(UnsafeRawBufferPointer(bytes), from: index)
            guard index < bytes.count else { break }
            if bytes[index] == 0x0A {
                index += 1
                continue
            }
            guard let end = endOfCharacter(in: bytes, at: index, into: &findings) else {
                return false
            }
            index = end
        }
        return true
    }

    /// - Returns: The place behind the character at `index`; `nil`, and a finding, where none may stand.
    static func endOfCharacter(
        in bytes: UnsafeBufferPointer<UInt8>, at index: Int, into findings: inout Findings
    ) -> Int? {
        let byte = bytes[index]
        if byte < 0x80 {
            if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F {
                findings.add(
                    .badBytes, at: index, "control character \(hexadecimal(UInt32(byte)))")
                return nil
            }
            return index + 1
        }
        guard
            let (scalar, length) = ByteScan.character(UnsafeRawBufferPointer(bytes), at: index)
        else {
            findings.add(.badBytes, at: index, "byte \(hexadecimal(UInt32(byte))) is not UTF-8")
            return nil
        }
        if isRefused(scalar) {
            findings.add(.badBytes, at: index, "character U+\(hexadecimal(scalar))")
            return nil
        }
        return index + length
    }

    /// C1 controls and noncharacters, which XML allows and HTML does not.
    static func isRefused(_ scalar: UInt32) -> Bool {
        (scalar >= 0x80 && scalar <= 0x9F) || (scalar >= 0xFDD0 && scalar <= 0xFDEF)
            || scalar & 0xFFFE == 0xFFFE
    }

    static func hexadecimal(_ value: UInt32) -> String {
        String(value, radix: 16, uppercase: true)
    }
}

extension Rule {
    static let notWellFormed = Rule(
        "H001-not-well-formed", "The document is well-formed XML.",
        why: "A page that an XML parser cannot read is read differently by every browser.",
        cure: "Close every tag, quote every attribute, write & as &amp; and < as &lt;.",
        example: "<p>5 < 7")
    static let badPrologue = Rule(
        "H014-bad-prologue",
        "A page starts with <!DOCTYPE html>, a line feed, and <html ; XML has no document type.",
        why: "Another start puts browsers into quirks mode; document types open XML's attacks.",
        cure: "Start the page with exactly these characters, and XML with its root element.",
        example: "<html> without <!DOCTYPE html> before it")
    static let badBytes = Rule(
        "H015-bad-bytes",
        "The bytes are UTF-8 without control characters, noncharacters or byte order mark.",
        why: "Parsers disagree about all of these.",
        cure: "Save as UTF-8 with line feeds, and remove the character.",
        example: "A byte order mark at the start, or the byte 0xE9 for é")
    static let tooLarge = Rule(
        "H018-too-large", "Documents, tags and nesting stay within limits.",
        why: "Browsers and feed readers choke, and so would the checker.",
        cure: "Split the document.", example: "300 elements, each within the last")
}
