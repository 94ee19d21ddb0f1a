/// One part of a report's audit: sentences, and tables with their charts.
package struct AuditSectionView: ViewModel {
    package let id: String
    package let title: String
    package let paragraphs: [String]
    package let tables: [AuditTableView]

    package init(
        id: String, title: String, paragraphs: [String] = [], tables: [AuditTableView] = []
    ) {
        self.id = id
        self.title = title
        self.paragraphs = paragraphs
        self.tables = tables.filter { !$0.rows.isEmpty }
    }

    package static var shape: ViewShape<AuditSectionView> {
        ViewShape(
            "A part of the audit.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("title", "What it is about.") { $0.title },
                .texts("paragraphs", "What was found, in sentences.") { $0.paragraphs },
                .list("tables", "What was found, in figures.") { $0.tables },
            ])
    }
}

/// A table of figures. The first cell of a row names the row.
package struct AuditTableView: ViewModel {
    package let id: String
    package let caption: String
    package let columns: [AuditColumnView]
    package let rows: [AuditRowView]
    package let chartSVG: [UInt8]

    /// - Parameters:
    ///   - columns: Titles; those that begin with `#` hold numbers.
    ///   - rows: As many cells as columns each.
    package init(
        id: String, caption: String, columns: [String], rows: [[String]], chartSVG: [UInt8]? = nil
    ) {
        self.id = id
        self.caption = caption
        self.columns = columns.map(AuditColumnView.init)
        let numeric = self.columns.map(\.isNumber)
        self.rows = rows.map { row in
            precondition(row.count == columns.count, "a row of '\(caption)' misses cells")
            return AuditRowView(
                head: row.first ?? "",
                cells: zip(row, numeric).dropFirst().map {
                    AuditCellView(text: $0, isNumber: $1)
                })
        }
        self.chartSVG = chartSVG ?? []
    }

    package static var shape: ViewShape<AuditTableView> {
        ViewShape(
            "A table of the audit.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("caption", "What the table shows.") { $0.caption },
                .list("columns", "Its columns.") { $0.columns },
                .list("rows", "Its rows.") { $0.rows },
                .html("chartSVG", "The same figures as a chart.") { $0.chartSVG },
            ])
    }
}

package struct AuditColumnView: ViewModel {
    package let title: String
    package let isNumber: Bool

    init(_ title: String) {
        isNumber = title.hasPrefix("#")
        self.title = isNumber ? String(title.dropFirst()) : title
    }

    package static var shape: ViewShape<AuditColumnView> {
        ViewShape(
            "A column.",
            [
                .text("title", "Its heading.") { $0.title },
                .flag("isNumber", "Whether it holds numbers.") { $0.isNumber },
                .text("rule", "Its line under the heading, in Markdown.") {
                    $0.isNumber ? "---:" : "---"
                },
            ])
    }
}

package struct AuditRowView: ViewModel {
    package let head: String
    package let cells: [AuditCellView]

    package static var shape: ViewShape<AuditRowView> {
        ViewShape(
            "A row.",
            [
                .text("head", "What the row is about.") { $0.head },
                .list("cells", "The cells after it.") { $0.cells },
            ])
    }
}

package struct AuditCellView: ViewModel {
    package let text: String
    package let isNumber: Bool

    package static var shape: ViewShape<AuditCellView> {
        ViewShape(
            "A cell.",
            [
                .text("text", "The figure.") { $0.text },
                .flag("isNumber", "Whether it is a number.") { $0.isNumber },
            ])
    }
}
