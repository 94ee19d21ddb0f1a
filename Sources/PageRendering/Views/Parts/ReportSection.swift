/// One part of a report: sentences, tables with their charts, and a list.
package struct ReportSection: ViewModel {
    package let id: String
    package let title: String
    package let paragraphs: [String]
    package let tables: [ReportTable]
    package let items: [String]

    package init(
        id: String, title: String, paragraphs: [String] = [], tables: [ReportTable] = [],
        items: [String] = []
    ) {
        self.id = id
        self.title = title
        self.paragraphs = paragraphs
        self.tables = tables.filter { !$0.rows.isEmpty }
        self.items = items
    }

    package static var shape: ViewShape<ReportSection> {
        ViewShape(
            "A part of a report.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("title", "What it is about.") { $0.title },
                .texts("paragraphs", "What was found, in sentences.") { $0.paragraphs },
                .list("tables", "What was found, in figures.") { $0.tables },
                .texts("items", "What was found, as a list under the tables.") { $0.items },
                .flag("hasItems", "Whether there is such a list.") { !$0.items.isEmpty },
            ])
    }
}

/// A table of figures. The first cell of a row names the row.
package struct ReportTable: ViewModel {
    package let id: String
    package let caption: String
    package let columns: [ReportColumn]
    package let rows: [ReportRow]
    package let foot: [ReportRow]
    package let chartSVG: [UInt8]

    /// - Parameters:
    ///   - columns: Titles; those that begin with `#` hold numbers, those with `+` numbers that the last
    ///     row of the foot adds up.
    ///   - rows: As many cells as columns each.
    ///   - notes: What stands in small under the name of each row.
    ///   - links: Where the name of each row leads; empty: nowhere.
    ///   - foot: Rows under the others, as wide.
    package init(
        id: String, caption: String, columns: [String], rows: [[String]], notes: [String] = [],
        links: [String] = [], foot: [[String]] = [], chartSVG: [UInt8]? = nil
    ) {
        self.id = id
        self.caption = caption
        let columns = columns.map(ReportColumn.init)
        self.columns = columns
        self.rows = rows.enumerated().map { index, cells in
            ReportRow(
                cells, columns, note: notes.isEmpty ? nil : notes[index],
                href: links.isEmpty || links[index].isEmpty ? nil : links[index])
        }
        self.foot = foot.enumerated().map { index, cells in
            ReportRow(cells, columns, isTotal: index == foot.count - 1)
        }
        self.chartSVG = chartSVG ?? []
    }

    package static var shape: ViewShape<ReportTable> {
        ViewShape(
            "A table of a report.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("caption", "What the table shows.") { $0.caption },
                .list("columns", "Its columns.") { $0.columns },
                .list("rows", "Its rows.") { $0.rows },
                .list("foot", "Rows that stand under the others: sums.") { $0.foot },
                .flag("hasFoot", "Whether there are such rows.") { !$0.foot.isEmpty },
                .html("chartSVG", "The same figures as a chart.") { $0.chartSVG },
            ])
    }
}

package struct ReportColumn: ViewModel {
    package let title: String
    package let isNumber: Bool
    let isAddedUp: Bool

    init(_ title: String) {
        isAddedUp = title.hasPrefix("+")
        isNumber = isAddedUp || title.hasPrefix("#")
        self.title = isNumber ? String(title.dropFirst()) : title
    }

    package static var shape: ViewShape<ReportColumn> {
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

package struct ReportRow: ViewModel {
    package let head: String
    package let note: String?
    package let href: String?
    package let cells: [ReportCell]

    init(
        _ cells: [String], _ columns: [ReportColumn], note: String? = nil, href: String? = nil,
        isTotal: Bool = false
    ) {
        precondition(cells.count == columns.count, "the row '\(cells.first ?? "")' misses cells")
        head = cells.first ?? ""
        self.note = note
        self.href = href
        self.cells = zip(cells, columns).dropFirst().map { text, column in
            ReportCell(
                text: text, isNumber: column.isNumber,
                isTotal: isTotal && column.isAddedUp && !text.isEmpty)
        }
    }

    package static var shape: ViewShape<ReportRow> {
        ViewShape(
            "A row.",
            [
                .text("head", "What the row is about.") { $0.head },
                .optional("note", "What stands in small under that.") { $0.note },
                .optional("href", "Where its name leads.") { $0.href },
                .list("cells", "The cells after it.") { $0.cells },
            ])
    }
}

package struct ReportCell: ViewModel {
    package let text: String
    package let isNumber: Bool
    let isTotal: Bool

    package static var shape: ViewShape<ReportCell> {
        ViewShape(
            "A cell.",
            [
                .text("text", "The figure.") { $0.text },
                .flag("isTotal", "Whether it is the sum of the figures above it.") { $0.isTotal },
                .flag("isNumber", "Whether it is a number.") { $0.isNumber },
            ])
    }
}
