import MarginModel
import PageRendering
import Testing

@testable import SitePipeline

struct TemplateTraceTests {
    private static let files = [
        TemplateSource(
            name: "page", file: "T/page.html.mustache",
            bytes: Array(
                """
                {{! About. }}
                <h1>{{title}}</h1>
                  {{> part}}
                {{#quote}}<p>{{price}}</p>{{/quote}}
                <p>End</p>

                """.utf8)),
        TemplateSource(
            name: "part", file: "T/part.html.mustache",
            bytes: Array("<ul>\n{{#quote}}\n<li>{{name}}</li>\n{{/quote}}\n</ul>\n".utf8)),
    ]

    private struct View: ViewModel {
        static var shape: ViewShape<View> {
            ViewShape(
                "A page.",
                [.text("title", "t") { _ in "A\nB" }, .record("quote", "q") { $0.quote }])
        }

        let quote: QuoteView?
    }

    private static func render(_ sources: [TemplateSource]) throws -> [UInt8] {
        let template = try TemplateLibrary(sources, words: .bare).compile("page", for: View.self)
        return template.render(
            View(
                quote: QuoteView(
                    Quote(
                        asset: "bitcoin", ticker: "BTC", name: "Bitcoin", price: 2, change24h: nil))
            ))
    }

    @Test func givesTheSamePageOnceTheMarksAreOut() throws {
        let trace = TemplateTrace(Self.files)
        let page = trace.read(try Self.render(trace.sources))
        #expect(page.bytes == (try Self.render(Self.files)))
    }

    @Test(arguments: [
        (1, 1, "T/page.html.mustache:2:1"), (2, 3, "T/page.html.mustache:2:1"),
        (3, 4, "T/part.html.mustache:1:1"), (4, 9, "T/part.html.mustache:3:1"),
        (5, 3, "T/part.html.mustache:5:1"), (6, 1, "T/page.html.mustache:4:1"),
        (7, 4, "T/page.html.mustache:5:1"),
    ])
    func namesTheTemplateLineOfAPlace(line: Int, column: Int, origin: String) throws {
        let trace = TemplateTrace(Self.files)
        let page = trace.read(try Self.render(trace.sources))
        #expect(page.origin(line: line, column: column)?.description == origin)
    }

    @Test func tellsTheMarkupOfContentFromWhatStandsBesideIt() throws {
        let trace = TemplateTrace([
            TemplateSource(
                name: "a", file: "T/a.html.mustache",
                bytes: Array("<p>{{{text}}}</p> {{{text}}}!\n".utf8))
        ])
        let content = "\u{1}c0000002a\u{2}<b>x</b>"
        let template = String(decoding: trace.sources[0].bytes, as: UTF8.self)
        let page = trace.read(Array(template.replacing("{{{text}}}", with: content).utf8))
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<p><b>x</b></p> <b>x</b>!\n")
        let isTemplate = (1...25).map { page.contentOffset(line: 1, column: $0) == nil }
        #expect(isTemplate == "...cccccccc.....cccccccc.".map { $0 == "." })
        #expect((1...25).map { !page.isMarkup(line: 1, column: $0) } == isTemplate)
        #expect((1...25).allSatisfy { page.origin(line: 1, column: $0)?.line == 1 })
    }

    @Test func readsPagesThatHoldNoMarks() {
        let page = TemplateTrace([]).read(Array("a\u{1}b\u{1}9\u{2}".utf8))
        #expect(page.bytes == Array("a\u{1}b\u{1}9\u{2}".utf8))
        #expect(page.origin(line: 1, column: 1) == nil)
        #expect(page.origin(line: 9, column: 1) == nil)
    }
}
