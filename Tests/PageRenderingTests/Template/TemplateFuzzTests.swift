import Testing

@testable import PageRendering

/// Templates put together at random, from a fixed seed so that a failure can be repeated.
@Suite struct TemplateFuzzTests {
    private static let parts = [
        "{{title}}", "{{{body}}}", "{{body}}", "{{url}}", "{{#open}}", "{{/open}}", "{{^open}}",
        "{{#rows}}", "{{/rows}}", "{{name}}", "{{.}}", "{{!", "}}", "{{", "{{=<% %>=}}",
        "<%title%>", "{{>p}}", "{{<p}}", "{{/p}}", "{{$b}}", "{{/b}}", "<p>", "</p>",
        "<a href=\"", "<a title='", "\">", "'>", "</a>", "<!--", "-->", "<script>",
        "<script type=\"application/ld+json\">", "</script>", "<style>", "</style>", "\"", "'",
        "\n", "  ", "\r\n", "/", ":", "=", "é",
    ]

    @Test func neverLeavesTheTemplateForm() throws {
        var random = SplitMix(state: 7)
        var compiled = 0
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...10, using: &random)
            let template = (0..<length).map { _ in Self.parts.randomElement(using: &random) ?? "" }
                .joined()
            // What does not compile has said why; the point is that nothing traps.
            guard let calm = try? render(template, Self.view("x"), partials: Self.partials),
                let hostile = try? render(
                    template, Self.view("\"'><script>x</script>--></style>\\\n"),
                    partials: Self.partials)
            else { continue }
            compiled += 1
            // A value adds no bracket and no double quote to what the template itself holds, unless
            // as text between tags, where a quote means nothing.
            for mark: Character in ["<", ">"] {
                #expect(
                    calm.count { $0 == mark } == hostile.count { $0 == mark },
                    "\(mark) from a value in \(template.debugDescription)")
            }
        }
        #expect(compiled > 1_000)
    }

    private static let partials = ["p": " {{$b}}b{{/b}}\n{{title}}"]

    private static func view(_ text: String) -> SampleView {
        SampleView(
            title: text, subtitle: text, body: Array("<b/>".utf8), isOpen: true,
            rows: [SampleRow(name: text)], tags: [text], url: text)
    }
}

/// A small generator with a seed, after Steele, Lea and Flood (2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
