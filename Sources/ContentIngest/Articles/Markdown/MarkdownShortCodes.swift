import MarginModel

extension MarkdownBuilder {
    /// Adds the code that stands between `{{` and `}}`, at byte `place` of the file.
    ///
    /// - Returns: `false` where it is none, which is shown as written.
    mutating func addShortCode(_ inside: String, at place: Range<Int>) -> Bool {
        var words = inside.split(separator: " ").map(String.init)
        var label: String?
        if let quote = inside.firstIndex(of: "\""), inside.hasSuffix("\""), inside.last != nil,
            inside.index(after: quote) < inside.endIndex
        {
            label = String(inside[inside.index(after: quote)...].dropLast())
            words = inside[..<quote].split(separator: " ").map(String.init)
        }
        guard let name = words.first, Self.codeNames.contains(name) else { return false }
        let read = Self.code(name, Array(words.dropFirst()), label)
        guard let (code, fallback) = read else {
            let form = ShortCode.forms.first { $0.hasPrefix(name) } ?? name
            report(.shortCodeForm(name, form, at: location(of: place.lowerBound)))
            return true
        }
        if code == .warning, !beginsWarning() {
            report(.warningInside(at: location(of: place.lowerBound)))
            return true
        }
        if openSpans.contains(where: { $0.end == "</a>" }) {
            report(.shortCodeInLink(name, at: location(of: place.lowerBound)))
            return true
        }
        let number = document.codes.count
        document.codes.append(
            ShortCode.Placed(
                code: code, fallback: fallback, range: place,
                location: location(of: place.lowerBound)))
        if imageDepth > 0 {
            image.alternative += fallback.utf8
        } else {
            paragraph.hasText = true
            let mark = ShortCode.mark(number)
            html += mark.start
            Array(fallback.utf8).withUnsafeBufferPointer { HTMLEscaping.append($0, to: &html) }
            html += mark.end
        }
        plain += fallback.utf8
        return true
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        if mayReport() { document.diagnostics.append(diagnostic) }
    }

    private static let codeNames = ["price", "calc", "plan", "term", "source", "warning"]

    private static func code(
        _ name: String, _ arguments: [String], _ label: String?
    ) -> (ShortCode, String)? {
        guard label == nil || name == "term" else { return nil }
        switch (name, arguments.count) {
        case ("price", 1): return (.price(asset: arguments[0]), arguments[0])
        case ("calc", 0): return (.calculator, "calculator")
        case ("plan", 1), ("plan", 2):
            return (
                .plan(slug: arguments[0], step: arguments.count > 1 ? arguments[1] : nil),
                arguments[0].split(separator: "-").joined(separator: " ")
            )
        case ("term", 1):
            let words = arguments[0].split(separator: "-").joined(separator: " ")
            return (.term(id: arguments[0], label: label), label ?? words)
        case ("source", 1):
            return Venue(rawValue: arguments[0]).map { (.source($0), $0.displayName) }
        case ("warning", 0): return (.warning, "Warning")
        default: return nil
        }
    }

    /// Whether the paragraph at hand has nothing yet; then it becomes a warning.
    private mutating func beginsWarning() -> Bool {
        let tag = Array("<p>".utf8)
        guard html.count == paragraph.start + tag.count, html.suffix(tag.count) == tag[...] else {
            return false
        }
        html.replaceSubrange(paragraph.start..., with: "<p class=\"warning\">".utf8)
        return true
    }
}

extension Diagnostic {
    fileprivate static func shortCodeForm(
        _ name: String, _ form: String, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            id: "short-code-form", at: location,
            message: "the short code '\(name)' is not written as it has to be",
            hint: "Write {{\(form)}}"
                + (name == "source"
                    ? ", a venue of \(Venue.allCases.map(\.rawValue).joined(separator: ", "))."
                    : "."))
    }

    fileprivate static func warningInside(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "short-code-form", at: location,
            message: "a warning is a paragraph of its own, and this stands inside one",
            hint: "Leave a line empty above, and begin the paragraph with {{warning}}.")
    }

    fileprivate static func shortCodeInLink(_ name: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "short-code-in-link", at: location,
            message: "the short code '\(name)' stands inside a link, and is one itself",
            hint: "Put it beside the link.")
    }
}
