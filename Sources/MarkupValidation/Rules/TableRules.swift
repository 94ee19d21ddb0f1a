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

/// A cell with `data-total` is the sum of the figures above it in its column.
///
/// What is added: the `td` of one column in the rows of the body and in earlier rows of the foot, which
/// may hold what rounding takes away. Empty cells count for nothing; a cell that is no number leaves the
/// total without ground.
struct TableTotals {
    fileprivate struct Cell {
        let column: Int
        let width: Int
        let offset: Int
        let isTotal: Bool
        var text: [UInt8] = []
    }

    fileprivate struct Table {
        /// Of each column, the cells above; `nil` for one that is no number.
        var figures: [Int: [ShownNumber?]] = [:]
        /// Of each column, for how many more rows a cell of an earlier row takes it.
        var taken: [Int: Int] = [:]
        var column = 0
        var isInBody = false
        var cell: Cell?
    }

    /// Whether the page's language writes 1.234,50.
    let hasDecimalCommas: Bool
    private var tables: [Table] = []

    init(hasDecimalCommas: Bool) { self.hasDecimalCommas = hasDecimalCommas }

    mutating func open(_ element: OpenElement) {
        if element.tag == .table { tables.append(Table()) }
        guard let last = tables.indices.last else { return }
        switch element.tag {
        case .thead, .tbody, .tfoot:
            tables[last].isInBody = element.tag != .thead
            tables[last].taken = [:]
        case .tr: tables[last].startRow()
        case .td, .th: tables[last].open(element)
        default: break
        }
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>) {
        guard let last = tables.indices.last else { return }
        tables[last].cell?.text.append(contentsOf: run)
    }

    mutating func close(_ tag: Tag?, into findings: inout Findings) {
        guard let last = tables.indices.last else { return }
        switch tag {
        case .table: tables.removeLast()
        case .td, .th:
            tables[last].close(
                isFigure: tag == .td, hasDecimalCommas: hasDecimalCommas, into: &findings)
        default: break
        }
    }
}

extension TableTotals.Table {
    fileprivate mutating func startRow() {
        column = 0
        taken = taken.compactMapValues { $0 > 1 ? $0 - 1 : nil }
    }

    fileprivate mutating func open(_ element: OpenElement) {
        while taken[column] != nil { column += 1 }
        let width = TableRules.span(element, .colspan)
        let rows = TableRules.span(element, .rowspan)
        if rows > 1 {
            // The row itself ends one of them.
            for place in column..<column + width { taken[place] = rows }
        }
        cell = TableTotals.Cell(
            column: column, width: width, offset: element.offset,
            isTotal: element.has(.dataTotal))
        column += width
    }

    fileprivate mutating func close(
        isFigure: Bool, hasDecimalCommas: Bool, into findings: inout Findings
    ) {
        guard let cell else { return }
        self.cell = nil
        guard isInBody, isFigure, cell.width == 1 else { return }
        let text = String(decoding: cell.text, as: UTF8.self)
        guard text.utf8.contains(where: { !$0.isMarkupSpace }) else { return }
        let number = ShownNumber(text, hasDecimalComma: hasDecimalCommas)
        if cell.isTotal {
            if let fault = fault(of: number, over: figures[cell.column] ?? []) {
                findings.add(.totalDiffers, at: cell.offset, fault)
            }
        } else {
            figures[cell.column, default: []].append(number)
        }
    }

    private func fault(of total: ShownNumber?, over parts: [ShownNumber?]) -> String? {
        guard let total else { return "the total is no number" }
        var sum: ShownNumber?
        for part in parts {
            guard let part else { return "the total stands under a figure that is not known" }
            guard let before = sum else {
                sum = part
                continue
            }
            guard let next = before + part else {
                return "the total stands under figures that cannot be added up"
            }
            sum = next
        }
        guard let sum else { return "the total stands under no figure" }
        return sum.equals(total)
            ? nil : "the total is \(total), and the figures above it are \(sum)"
    }
}

extension Rule {
    static let tableShape = Rule(
        "H020-uneven-table", "All rows of a table span the same number of columns.",
        why: "Figures slip under the wrong header.",
        cure: "Add cells, or correct colspan and rowspan.",
        example: "<tr><td>…</td></tr><tr><td>…</td><td>…</td></tr>")
    static let unnamedTable = Rule(
        "A013-unnamed-table", "Tables have a caption or a label.",
        why: "Readers who jump by tables hear nothing.", cure: "Add a caption, or aria-label.",
        example: "<table><tbody>…</tbody></table>")
    static let totalDiffers = Rule(
        "D003-total-differs",
        "A cell with data-total is the sum of the figures above it in its column.",
        why: "A reader who adds the column up finds another sum, and trusts no figure any more.",
        cure: "Correct the total, or show what rounding takes in a row of its own above it.",
        example: "<td>1</td> and <td>2</td> over <td data-total=\"column\">4</td>")
}
