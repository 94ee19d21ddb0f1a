import Testing

@testable import PageRendering

@Suite struct ViewTranscriptTests {
    private struct Item: ViewModel {
        var name = ""
        static var shape: ViewShape<Item> {
            ViewShape("An item.", [.text("name", "Its name.") { $0.name }])
        }
    }

    private struct Whole: ViewModel {
        var text = "a"
        var optional: String?
        var html: [UInt8] = []
        var flag = false
        var texts: [String] = []
        var items: [Item] = []
        var record: Item?

        static var shape: ViewShape<Whole> {
            ViewShape(
                "One field of each kind.",
                [
                    .text("text", "A text.") { $0.text },
                    .optional("optional", "A text or none.") { $0.optional },
                    .html("html", "Markup.") { $0.html },
                    .flag("flag", "A flag.") { $0.flag },
                    .texts("texts", "Texts.") { $0.texts },
                    .list("items", "Items.") { $0.items },
                    .record("record", "An item or none.") { $0.record },
                ])
        }
    }

    /// Views of which no two give the same page under every template.
    private static let views: [Whole] = [
        Whole(), Whole(text: "b"), Whole(text: ""), Whole(optional: ""), Whole(optional: "a"),
        Whole(html: [0x61]), Whole(flag: true), Whole(texts: [""]), Whole(texts: ["", ""]),
        Whole(texts: ["ab"]), Whole(texts: ["a", "b"]), Whole(items: [Item()]),
        Whole(items: [Item(name: "a")]), Whole(items: [Item(name: "a"), Item()]),
        Whole(items: [Item(), Item(name: "a")]), Whole(record: Item()),
        Whole(record: Item(name: "a")),
    ]

    @Test func differsWhereTheViewsDo() {
        let transcripts = Self.views.map(ViewTranscript.bytes(of:))
        #expect(Set(transcripts).count == Self.views.count)
    }

    @Test func differsInTheOnePartWhereTheViewsDo() {
        func parts(_ view: Whole) -> [String: [UInt8]] {
            Dictionary(
                uniqueKeysWithValues: ViewTranscript.parts(of: view).map { ($0.name, $0.bytes) })
        }
        let plain = parts(Whole())
        #expect(plain.count == 7)
        for (view, name) in [
            (Whole(text: "b"), "text"), (Whole(optional: ""), "optional"),
            (Whole(html: [0x61]), "html"), (Whole(flag: true), "conditions"),
            (Whole(texts: [""]), "texts"), (Whole(items: [Item()]), "items"),
            (Whole(record: Item()), "record"),
        ] {
            let other = parts(view)
            #expect(plain.keys.filter { plain[$0] != other[$0] } == [name])
        }
    }

    @Test func isTheSameForTheSameView() {
        for view in Self.views {
            #expect(ViewTranscript.bytes(of: view) == ViewTranscript.bytes(of: view))
        }
    }
}
