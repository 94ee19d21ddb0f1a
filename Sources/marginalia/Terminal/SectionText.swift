import PageRendering

/// A section of a report for a terminal: sentences, tables in columns, and lists.
struct SectionText {
    let section: ReportSection

    var lines: [String] {
        var lines = ["", section.title] + section.paragraphs.map { "  " + $0 }
        for table in section.tables { lines += ["  \(table.caption):"] + rows(of: table) }
        return lines + section.items.map { "  - " + $0 }
    }

    private func rows(of table: ReportTable) -> [String] {
        let rows =
            [table.columns.map(\.title)]
            + (table.rows + table.foot).map { row in
                [row.head + (row.note.map { ", \($0)" } ?? "")] + row.cells.map(\.text)
            }
        let widths = table.columns.indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return table.columns[column].isNumber ? space + row[column] : row[column] + space
            }
            let line = "    " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
