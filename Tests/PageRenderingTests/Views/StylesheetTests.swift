import Foundation
import Testing

@testable import PageRendering

/// Contrast as WCAG 2.2 defines it, computed from the stylesheet that ships.
struct StylesheetTests {
    private static func foundation() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates/assets/foundation.css")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The colour tokens of the `:root` block after `marker`, over those of light.
    private static func tokens(after marker: String) throws -> [String: String] {
        let css = try foundation()
        var tokens: [String: String] = [:]
        for start in [":root {", marker] {
            let from = try #require(css.range(of: start)).lowerBound
            let root = try #require(css.range(of: ":root {", range: from..<css.endIndex))
            let end = try #require(css.range(of: "}", range: root.upperBound..<css.endIndex))
            for match in css[root.upperBound..<end.lowerBound].matches(
                of: /--([a-z-]+): #([0-9a-f]{6});/)
            {
                tokens[String(match.1)] = String(match.2)
            }
        }
        return tokens
    }

    private static func luminance(_ hex: String) throws -> Double {
        let value = try #require(Int(hex, radix: 16))
        let channels = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { byte in
            let share = Double(byte) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    private static func contrast(_ first: String, _ second: String) throws -> Double {
        let (one, two) = (try luminance(first), try luminance(second))
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    @Test(arguments: [":root {", "@media (prefers-color-scheme: dark)", "@media print"])
    func givesEveryTextEnoughContrastOnEverySurface(marker: String) throws {
        let tokens = try Self.tokens(after: marker)
        let texts = tokens.filter { $0.key.hasPrefix("text") }
        let surfaces = tokens.filter { $0.key.hasPrefix("surface") }
        #expect(texts.count == 10 && surfaces.count == 8)
        for text in texts {
            for surface in surfaces {
                let ratio = try Self.contrast(text.value, surface.value)
                #expect(ratio >= 4.5, "\(text.key) on \(surface.key) in \(marker): \(ratio)")
            }
        }
        let line = try Self.contrast(
            try #require(tokens["line-strong"]), try #require(tokens["surface"]))
        #expect(line >= 3, "line-strong in \(marker): \(line)")
    }

    @Test func definesEveryTokenThatIsUsed() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates/assets")
        let site = try String(contentsOf: root.appending(path: "site.css"), encoding: .utf8)
        let css = try Self.foundation() + site
        let used = Set(css.matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) })
        let defined = Set(css.matches(of: /\s--([a-z0-9-]+):/).map { String($0.1) })
        #expect(used.subtracting(defined) == [])
    }

    @Test func compactsWithoutChangingARule() {
        let css = "/* one */\na {\n  color: red;\n\n  /* two */\n}\n"
        let script = "// Why.\n  const a = `b`; // c\n\n    // d\n    run(`//`);\n"
        func small(_ text: String) -> String {
            String(decoding: Stylesheets.script(Array(text.utf8)), as: UTF8.self)
        }
        #expect(small(script) == "const a = `b`; // c\nrun(`//`);\n")
        #expect(small("a(`\n  // b\n`)\n") == "a(`\n  // b\n`)\n")
        let compact = String(decoding: Stylesheets.compact(Array(css.utf8)), as: UTF8.self)
        #expect(compact == "a {\ncolor: red;\n}\n")
    }

    @Test func fitsAStyleElementOfAnXMLPage() throws {
        let sheet = String(
            decoding: ReportStyle(foundation: Array(try Self.foundation().utf8)).sheet(
                title: "Margin statement", account: "••••0042, </style><b>&\"}",
                asOf: SampleWords.english.instant(Samples.asOf),
                reference: "R",
                publisher: "Press", words: SampleWords.english),
            as: UTF8.self)
        #expect(sheet.firstMatch(of: /[<&]|\]\]>|url\(|@import/) == nil)
        #expect(sheet.contains("@page{size:a4;"))
        #expect(sheet.contains(#"••••0042, \3c /style\3e \3c b\3e \26 \22 }"}"#))
    }
}
