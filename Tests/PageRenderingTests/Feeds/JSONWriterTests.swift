import Foundation
import MarginModel
import Testing

@testable import PageRendering

@Suite struct JSONWriterTests {
    private func sample(pretty: Bool) -> String {
        var json = JSONWriter(pretty: pretty)
        json.object {
            $0.key("b")
            $0.array {
                $0.integer(-1)
                $0.value(Decimal("12.5"))
                $0.object { _ in }
                $0.array { _ in }
            }
            $0.key("a")
            $0.object {
                $0.key("c")
                $0.null()
                $0.key("d")
                $0.bool(true)
            }
            $0.key("e")
            $0.value(nil)
            $0.key("f")
            $0.value("x")
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func writesCommasAndKeepsTheOrderOfKeys() {
        #expect(
            sample(pretty: false)
                == #"{"b":[-1,"12.5",{},[]],"a":{"c":null,"d":true},"e":null,"f":"x"}"#)
    }

    @Test func indentsByTwoSpacesWhenAsked() {
        #expect(
            sample(pretty: true) == """
                {
                  "b": [
                    -1,
                    "12.5",
                    {},
                    []
                  ],
                  "a": {
                    "c": null,
                    "d": true
                  },
                  "e": null,
                  "f": "x"
                }
                """)
    }

    @Test func escapesOnlyWhatJSONMust() {
        var json = JSONWriter(pretty: false)
        json.string("\"\\/\u{8}\u{C}\n\r\t\u{1F}</é\u{2028}\u{FFFE}")
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                == #""\"\\/\b\f\n\r\t\u001f</é"# + "\u{2028}\u{FFFE}\"")
    }

    @Test func agreesWithAnotherReaderOfJSON() throws {
        let text = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))
        var json = JSONWriter(pretty: false)
        json.object {
            $0.key(text)
            $0.string(text)
        }
        let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: String]
        #expect(read == [text: text])
    }
}
