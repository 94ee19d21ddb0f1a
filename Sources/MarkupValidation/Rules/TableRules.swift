/// Tables: every row as wide as the first, no cell longer than its group, and a name for each table.
struct TableRules {
    private struct Table {
        let offset: Int
        var isNamed: Bool
        var width: Int?
        var rowOffset = 0
        var rowWidth = 0
        /// Columns that cells of earlier rows still take, with the rows left and the cell's place.
        var spans: [(width: Int, rows: Int, offset: Int)] = []
    }

    static let tags: Set<Tag> = [
        .table, .caption, .thead, .tbody, .tfoot, .tr, .th, .td,
    ]

    private static let spanLimit = 1000

    private var tables: [Table] = []

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        if element.tag == .table {
            let isNamed = element.isFilled(.ariaLabel) || element.isFilled(.ariaLabelledby)
            tables.append(Table(offset: element.offset, isNamed: isNamed))
            return
        }
        guard let last = tables.indices.last else { return }
        switch element.tag {
        case .caption: tables[last].isNamed = true
        case .thead, .tbody, .tfoot: tables[last].spans = []
        case .tr:
            tables[last].rowOffset = element.offset
            tables[last].rowWidth = tables[last].spans.reduce(0) { $0 + $1.width }
            tables[last].spans = tables[last].spans.compactMap { span in
                span.rows > 1 ? (span.width, span.rows - 1, span.offset) : nil
            }
        case .th, .td:
            let width = Self.span(element, .colspan)
            let rows = Self.span(element, .rowspan)
            tables[last].rowWidth += width
            if rows > 1 { tables[last].spans.append((width, rows - 1, element.offset)) }
        default: break
        }
    }

    mutating func close(_ tag: Tag?, into findings: inout Findings) {
        guard let last = tables.indices.last else { return }
        if tag == .tr {
            let table = tables[last]
            if let width = table.width, table.rowWidth != width {
                findings.add(
                    .tableShape, at: table.rowOffset,
                    "a row of \(table.rowWidth) columns in a table of \(width)")
            }
            if table.width == nil { tables[last].width = table.rowWidth }
        } else if tag == .thead || tag == .tbody || tag == .tfoot {
            for span in tables[last].spans {
                findings.add(
                    .tableShape, at: span.offset,
                    "a cell spans \(span.rows) rows more than its group has")
            }
            tables[last].spans = []
        } else if tag == .table {
            let table = tables.removeLast()
            if !table.isNamed {
                findings.add(
                    .unnamedTable, at: table.offset, "table has no caption and no aria-label")
            }
        }
    }

    static func span(_ element: OpenElement, _ attribute: Attribute) -> Int {
        min(max(element.value(attribute).flatMap { Int($0) } ?? 1, 1), spanLimit)
    }
}
