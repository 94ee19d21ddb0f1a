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

    private var tables: [Table] = []

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
        case .td, .th: tables[last].close(isFigure: tag == .td, into: &findings)
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

    fileprivate mutating func close(isFigure: Bool, into findings: inout Findings) {
        guard let cell else { return }
        self.cell = nil
        guard isInBody, isFigure, cell.width == 1 else { return }
        let text = String(decoding: cell.text, as: UTF8.self)
        guard text.utf8.contains(where: { !$0.isMarkupSpace }) else { return }
        let number = ShownNumber(text)
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
