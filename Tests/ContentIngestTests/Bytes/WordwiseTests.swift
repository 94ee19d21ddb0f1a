import Testing

@testable import ContentIngest

/// What is done eight bytes at a time agrees with what one byte at a time gives, at every offset.
@Suite struct WordwiseTests {
    /// Texts of every length up to 40 with the bytes that matter, and their neighbours, at every place.
    private static let texts: [[UInt8]] = {
        let special: [UInt8] = [
            0x00, 0x08, 0x09, 0x0A, 0x0B, 0x0D, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x26, 0x27, 0x3C,
            0x3D,
            0x3E, 0x3F, 0x7E, 0x7F, 0x80, 0xA0, 0xFF,
        ]
        var texts: [[UInt8]] = []
        for length in 0...40 {
            texts.append([UInt8](repeating: 0x61, count: length))
            for place in 0..<length {
                for byte in special {
                    var text = [UInt8](repeating: 0x61, count: length)
                    text[place] = byte
                    texts.append(text)
                    if place + 1 < length {
                        text[place + 1] = special[(place + length) % special.count]
                        texts.append(text)
                    }
                }
            }
        }
        return texts
    }()

    @Test func countsWords() {
        for text in Self.texts {
            let words = text.split { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
            #expect(PlainText.wordCount(text[...]) == words.count, "\(text)")
        }
    }

    @Test func escapesMarkup() {
        for text in Self.texts {
            let expected = text.flatMap { byte -> [UInt8] in
                switch byte {
                case 0x26: Array("&amp;".utf8)
                case 0x3C: Array("&lt;".utf8)
                case 0x3E: Array("&gt;".utf8)
                case 0x22: Array("&quot;".utf8)
                default: [byte]
                }
            }
            var markup: [UInt8] = []
            HTMLEscaping.append(text, to: &markup)
            #expect(markup == expected, "\(text)")
        }
    }

    @Test func findsTheFirstForbiddenByte() {
        for text in Self.texts {
            let first = text.firstIndex {
                !($0 >= 0x20 && $0 < 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D)
            }
            let lineStart = first.map { (text[..<$0].lastIndex(of: 0x0A) ?? -1) + 1 }
            let column = first.flatMap { first in lineStart.map { first - $0 + 1 } }
            #expect(
                SourceText.defect(in: text, file: "x")?.location.column == column, "\(text)")
        }
    }

    @Test(arguments: [
        ("Why it's so: 24/7!", "why-its-so-24-7"), ("--a--", "a"), ("  A  B ", "a-b"), ("!", ""),
        ("Don’t panic", "dont-panic"), ("Größe & Maß", "größe-maß"), ("A'", "a"), ("a'-b", "a-b"),
    ])
    func makesSlugs(title: String, slug: String) {
        #expect(IdentifierSet.slug(of: title) == slug)
    }
}
