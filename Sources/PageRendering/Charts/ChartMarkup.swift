/// Writes the elements of one chart: attributes in order, text escaped, nothing else.
///
/// Charts carry presentation attributes and `currentColor` only, because print engines do not apply
/// the page's CSS inside SVG.
struct ChartMarkup {
    private(set) var text: String

    /// Opens the chart. `title` and `description` say in words what it shows.
    init(id: String, title: String, description: String, width: Int, height: Int) {
        text =
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" "#
            + #"width="\#(width)" height="\#(height)" role="img" "#
            + #"aria-labelledby="\#(id)-title \#(id)-desc" "#
            + #"font-family="Liberation Sans, Arimo, Helvetica, Arial, sans-serif" font-size="12">"#
            + #"<title id="\#(id)-title">\#(Self.escaped(title))</title>"#
            + #"<desc id="\#(id)-desc">\#(Self.escaped(description))</desc>"#
    }

    var closed: [UInt8] { Array((text + "</svg>").utf8) }

    enum Anchor: String { case start, middle, end }

    mutating func label(
        _ content: String, x: Int, y: Int, anchor: Anchor = .start, isBold: Bool = false,
        isFaint: Bool = false
    ) {
        text += #"<text x="\#(x)" y="\#(y)""#
        if anchor != .start { text += #" text-anchor="\#(anchor.rawValue)""# }
        text += #" fill="currentColor""#
        // Not the opacity of the text: a print engine cuts it off at a box that it guesses.
        if isFaint { text += #" fill-opacity="0.75""# }
        if isBold { text += #" font-weight="bold""# }
        text += ">\(Self.escaped(content))</text>"
    }

    mutating func line(
        from start: (x: Int, y: Int), to end: (x: Int, y: Int), width: Int = 1,
        isDashed: Bool = false, isFaint: Bool = false
    ) {
        text +=
            #"<line x1="\#(start.x)" y1="\#(start.y)" x2="\#(end.x)" y2="\#(end.y)" "#
            + #"stroke="currentColor" stroke-width="\#(width)""#
        if isDashed { text += #" stroke-dasharray="6 4""# }
        if isFaint { text += #" opacity="0.3""# }
        text += "/>"
    }

    mutating func polyline(_ points: [(x: Int, y: Int)], isDashed: Bool = false) {
        let list = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        text +=
            #"<polyline points="\#(list)" fill="none" stroke="currentColor" stroke-width="2""#
        if isDashed { text += #" stroke-dasharray="6 4""# }
        text += "/>"
    }

    mutating func bar(x: Int, y: Int, width: Int, height: Int, isFilled: Bool) {
        // A bar too short to see still shows that it is there.
        text +=
            #"<rect x="\#(x)" y="\#(y)" width="\#(max(1, width))" height="\#(height)" "#
            + (isFilled
                ? #"fill="currentColor" opacity="0.75"/>"#
                : #"fill="none" stroke="currentColor" stroke-width="1"/>"#)
    }

    mutating func dot(x: Int, y: Int) {
        text += #"<circle cx="\#(x)" cy="\#(y)" r="4" fill="currentColor"/>"#
    }

    mutating func append(_ markup: String) { text += markup }

    /// Text as it may stand between tags.
    static func escaped(_ text: String) -> String {
        var markup: [UInt8] = []
        Escaper.markupText.append(text, to: &markup)
        return String(decoding: markup, as: UTF8.self)
    }
}
