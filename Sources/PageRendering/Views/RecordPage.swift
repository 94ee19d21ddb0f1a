/// A page for the people who run the site: headings with tables below them, on a page that needs no
/// template and no stylesheet of the site. It is never part of the site.
package struct RecordPage: Sendable {
    package struct Table: Sendable {
        let heading: String
        let columns: [String]
        let rows: [[String]]
        let empty: String
        let links: [String]
        let all: String

        /// Of a table that stands in full elsewhere, the rows that are shown.
        static let rowLimit = 1_000

        /// - Parameters:
        ///   - all: The file beside the page that has every row, where the page is to show the first
        ///     thousand alone.
        ///   - empty: What stands there when there are no rows.
        ///   - links: Where each row's first cell leads, or nothing for a table without links.
        package init(
            _ heading: String, columns: [String], rows: [[String]], empty: String,
            links: [String] = [], all: String = ""
        ) {
            self.links = links
            self.all = all
            self.heading = heading
            self.columns = columns
            self.rows = rows
            self.empty = empty
        }
    }

    let title: String
    let lead: String
    let tables: [Table]

    package init(title: String, lead: String, tables: [Table]) {
        self.title = title
        self.lead = lead
        self.tables = tables
    }

    private static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
        td{border-top:1px solid #8886;overflow-wrap:anywhere}
        """

    package var bytes: [UInt8] {
        var page = Array(
            """
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="robots" content="noindex"/>
            <meta name="color-scheme" content="light dark"/>

            """.utf8)
        line("title", title, &page)
        page += Array("<style>\(Self.style)</style>\n</head>\n<body>\n<main>\n".utf8)
        line("h1", title, &page)
        line("p", lead, &page)
        for table in tables { append(table, to: &page) }
        page += Array("</main>\n</body>\n</html>\n".utf8)
        return page
    }

    private func append(_ table: Table, to page: inout [UInt8]) {
        line("h2", table.heading, &page)
        guard !table.rows.isEmpty else { return line("p", table.empty, &page) }
        page += Array("<table aria-label=\"".utf8)
        Escaper.attribute.append(table.heading, to: &page)
        page += Array("\">\n<thead>\n<tr>".utf8)
        for column in table.columns { cell("th scope=\"col\"", "th", column, &page) }
        page += Array("</tr>\n</thead>\n<tbody>\n".utf8)
        let limit = table.all.isEmpty ? table.rows.count : Table.rowLimit
        for (index, row) in table.rows.prefix(limit).enumerated() {
            page += Array("<tr>".utf8)
            for (column, text) in row.enumerated() {
                guard column == 0, table.links.indices.contains(index) else {
                    cell("td", "td", text, &page)
                    continue
                }
                page += Array("<td><a href=\"".utf8)
                Escaper.attribute.append(table.links[index], to: &page)
                page += Array("\">".utf8)
                Escaper.markupText.append(text, to: &page)
                page += Array("</a></td>".utf8)
            }
            page += Array("</tr>\n".utf8)
        }
        page += Array("</tbody>\n</table>\n".utf8)
        if table.rows.count > limit {
            line("p", "And \(table.rows.count - limit) more: \(table.all) has all.", &page)
        }
    }

    private func line(_ name: String, _ text: String, _ page: inout [UInt8]) {
        cell(name, name, text, &page)
        page.append(UInt8(ascii: "\n"))
    }

    private func cell(_ open: String, _ name: String, _ text: String, _ page: inout [UInt8]) {
        page += Array("<\(open)>".utf8)
        Escaper.markupText.append(text, to: &page)
        page += Array("</\(name)>".utf8)
    }
}
