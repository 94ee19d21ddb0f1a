package import MarginModel

/// Reads a path of prices: CSV with a header of `time` and symbols or base assets, oldest first.
///
///     time,BTCUSDT,ETH
///     2026-02-01T16:28:00Z,87959.9,2920.5
///     2026-02-01T16:28:30Z,87810,
///
/// An empty cell is no price.
package struct PricePathReader: Sendable {
    /// More columns than any account has positions are no path.
    private static let mostColumns = 1_000

    package init() {}

    /// - Throws: Every line that is wrong.
    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> PricePath {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
        let place = SourceLocation(file: file)
        let columns = try header(lines.first ?? [], at: place)
        var points: [PricePath.Point] = []
        var problems = Diagnostics()
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let start = SourceLocation(file: file, line: index + 1)
            do throws(Diagnostic) {
                let point = try point(line, columns: columns, at: start)
                if let last = points.last, point.at <= last.at {
                    throw .pathNotInOrder(point.at, after: last.at, at: start)
                }
                points.append(point)
            } catch {
                problems.append(error)
            }
        }
        guard !problems.hasErrors else { throw problems }
        guard !points.isEmpty else { throw Diagnostics([.pathIsEmpty(at: place)]) }
        return PricePath(columns: columns, points: points)
    }

    private func header(
        _ line: ArraySlice<UInt8>, at place: SourceLocation
    ) throws(Diagnostics) -> [String] {
        let names = Self.cells(line).map { String(decoding: $0, as: UTF8.self) }
        let columns = Array(names.dropFirst())
        guard names.first == "time", !columns.isEmpty, columns.count <= Self.mostColumns,
            columns.allSatisfy({ !$0.isEmpty }), Set(columns).count == columns.count
        else { throw Diagnostics([.wrongPathHeader(at: place)]) }
        return columns
    }

    private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    }

    private func point(
        _ line: ArraySlice<UInt8>, columns: [String], at start: SourceLocation
    ) throws(Diagnostic) -> PricePath.Point {
        let cells = Self.cells(line)
        guard cells.count == columns.count + 1 else {
            throw .pathCellCount(cells.count, expected: columns.count + 1, at: start)
        }
        let time = String(decoding: cells[0], as: UTF8.self)
        guard let at = try? Instant(parsing: time) else { throw .pathTime(time, at: start) }
        var prices: [Decimal?] = []
        for (cell, column) in zip(cells.dropFirst(), columns) {
            guard !cell.isEmpty else {
                prices.append(nil)
                continue
            }
            // What is wrong with the text is said below, with its place.
            guard let price = try? Decimal(parsing: cell), price.isPositive else {
                throw .pathPrice(
                    String(decoding: cell, as: UTF8.self), of: column,
                    at: start.advanced(by: cell.startIndex - line.startIndex))
            }
            prices.append(price)
        }
        return PricePath.Point(at: at, prices: prices)
    }
}

extension Diagnostic {
    fileprivate static func wrongPathHeader(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "path-wrong-header", at: place,
            message: "the first line does not name time and, once each, what has prices",
            hint: "Start with a line like time,BTCUSDT,ETHUSDT")
    }

    fileprivate static func pathIsEmpty(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "path-empty", at: place, message: "the file holds no prices",
            hint: "Add a line for each instant under the header.")
    }

    fileprivate static func pathCellCount(
        _ count: Int, expected: Int, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "path-wrong-cell-count", at: place,
            message: "the line has \(count) cells, and the header \(expected)",
            hint: "Leave a cell empty where there is no price; write no thousands commas.")
    }

    fileprivate static func pathTime(_ text: String, at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "path-not-an-instant", at: place, message: "time is \(quoted(text))",
            hint: "Write it with its zone, like 2026-02-01T16:00:00Z")
    }

    fileprivate static func pathPrice(
        _ text: String, of column: String, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "path-not-a-price", at: place, message: "\(column) is \(quoted(text))",
            hint: "Write a number above zero with a decimal point, or leave the cell empty.")
    }

    fileprivate static func pathNotInOrder(
        _ time: Instant, after last: Instant, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "path-not-in-order", at: place, message: "\(time) does not come after \(last)",
            hint: "Sort the lines, oldest first, each time once.")
    }
}
