package import MarginModel

/// The one `style` element of a private report: the foundation, and what stands in the margins of
/// its printed pages.
///
/// The margins are written as strings, because strings in `@page` rules are what print engines and
/// browsers both understand.
package struct ReportStyle: Sendable {
    private let base: [UInt8]
    private let paper: PaperSize

    package init(foundation: [UInt8], paper: PaperSize = .a4) {
        base = Stylesheets.compact(foundation)
        self.paper = paper
    }

    /// The sheet of one report.
    ///
    /// - Parameters:
    ///   - title: What the report is.
    ///   - account: Masked, with its label.
    ///   - reference: The report's id, where it has one.
    package func sheet(
        title: String, account: String, asOf: String, reference: String?, publisher: String,
        words: Words
    ) -> [UInt8] {
        var output = base
        output += Array("\n@page{size:\(paper.rawValue);".utf8)
        let boxes = [
            ("top-left", "\(title) \(account)"),
            ("top-right", words(.reportMarginTop, asOf)),
            (
                "bottom-left",
                [publisher, reference.map { words(.reportMarginReport, $0) }].compactMap(\.self)
                    .joined(separator: " · ")
            ),
        ]
        for (place, text) in boxes {
            output += Array(
                "@\(place){color:#4a4640;font-family:\"Liberation Sans\",Arimo,Helvetica,Arial,sans-serif;font-size:8pt;content:\""
                    .utf8)
            Escaper.cssString.append(Self.shortened(text), to: &output)
            output += Array("\"}".utf8)
        }
        output.append(UInt8(ascii: "}"))
        return output
    }

    /// A margin box holds one line.
    private static func shortened(_ text: String) -> String {
        text.count <= 70 ? text : text.prefix(69) + "…"
    }
}
