import Foundation
import Testing

@testable import MarkupValidation

struct ContrastTests {
    private static func found(_ css: String) -> [String] {
        check(css, as: .stylesheet).diagnostics.map {
            "\($0.location.line):\($0.location.column) \($0.id.prefix(4)) \($0.message)"
        }
    }

    @Test func holdsTheShippedStylesToTheirOwnPairs() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Templates/assets/foundation.css")
        let css = try String(contentsOf: file, encoding: .utf8)
        #expect(Self.found(css) == [])
        // It reads all three ways: a faint text in each of them is found.
        for (sound, faint, medium) in [
            ("#56524a", "#808080", "light"), ("#b3afa6", "#606060", "dark"),
            ("#444039", "#808080", "print"),
        ] {
            let spoilt = css.replacing(
                "--text-soft: \(sound)", with: "--text-soft: \(faint)")
            let messages = Self.found(spoilt)
            #expect(messages.allSatisfy { $0.contains("in \(medium), less than 4.5") })
            #expect(messages.contains { $0.contains("--text-soft on --surface has") })
        }
    }

    @Test(arguments: [
        (
            ":root { --a: #777777; --b: #fff; --contrast-x: 4.5 a on b; }",
            "1:9 A017 --a on --b has a contrast of 4.47 in light, less than 4.5"
        ),
        (":root { --a: #767676; --contrast-x: 4.5 a on c; }", "1:23 A017 no colour is called --c"),
        (
            ":root { --a: red; --b: #fff; --contrast-x: 4.5 a on b; }",
            "1:9 A017 --a is no colour such as #1d1b18"
        ),
        (
            ":root { --contrast-x: text on surface; }",
            "1:9 A017 --contrast-x is not: a ratio, names, on, names"
        ),
    ])
    func findsPairsThatDoNotHold(css: String, message: String) {
        // What is wrong in light is wrong in dark and print, which take it over.
        #expect(Self.found(css).first == message)
    }

    @Test(arguments: [
        ":root { --a: #767676; --b: #fff; --contrast-x: 4.5 a on b; }",
        ".box { --a: #777777; --b: #fff; --contrast-x: 4.5 a on b; }",
        "/* :root { --contrast-x: 4.5 a on b; } */ p::before { content: \"} :root {\"; }",
        "@supports (x: y) { :root { --a: #fff; --b: #fff; --contrast-x: 4.5 a on b; } }",
        "}}}} :root {", "",
    ])
    func passesWhatDeclaresNothingOrHolds(css: String) {
        #expect(Self.found(css).filter { !$0.contains("is empty") } == [])
    }

    @Test func computesTheRatiosOfTheSpecification() throws {
        let black = try #require(Contrast.Colour("#000"))
        let white = try #require(Contrast.Colour("#ffffff"))
        #expect(Contrast.ratio(black, white) == 21)
        #expect(Contrast.ratio(white, white) == 1)
        #expect(Contrast.Colour("#12345") == nil)
    }
}
