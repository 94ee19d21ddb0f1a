import MarginModel
import Testing

@testable import ContentIngest

@Suite struct SourceTextTests {
    @Test(
        arguments: [
            ("plain\n\ttext\r\n", nil), ("ü — 日本 🙂", nil), ("\u{200F}\u{61C}مرحبا", nil),
            ("\u{FEFF}start", nil), ("ab\u{0}", "text-forbidden-character 1:3"),
            ("a\nü\u{85}", "text-forbidden-character 2:3"),
            ("\u{7F}", "text-forbidden-character 1:1"),
            ("\u{FFFE}", "text-forbidden-character 1:1"), ("a\u{202E}b", "bidi-control 1:2"),
            ("a\n\nb\u{2067}", "bidi-control 3:2"),
        ] as [(String, String?)])
    func findsWhatNoPageMayHold(text: String, expected: String?) {
        #expect(defect(Array(text.utf8)) == expected)
    }

    @Test(
        arguments: [
            [0x61, 0xFF], [0x61, 0xC0, 0x80], [0x61, 0xED, 0xA0, 0x80],
            [0x61, 0xF4, 0x90, 0x80, 0x80],
            [0x61, 0xE2, 0x82], [0x61, 0x80], [0x61, 0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func findsWhatIsNotUTF8(bytes: [UInt8]) { #expect(defect(bytes) == "text-not-utf8 1:2") }

    /// A character reference is no way around it.
    @Test func replacesReferencesToWhatNoPageMayHold() {
        let document = MarkdownReader().read(Array("a &#x202E; &#7; b".utf8), file: "a.md")
        #expect(
            String(decoding: document.leadHTML, as: UTF8.self)
                == "<p>a \u{FFFD} \u{FFFD} b</p>\n")
    }

    private func defect(_ bytes: [UInt8]) -> String? {
        SourceText.defect(in: bytes, file: "f").map {
            "\($0.id) \($0.location.line):\($0.location.column)"
        }
    }
}
