import Foundation
import MarginModel
import Testing

@testable import MarginRules

/// One row of `Fixtures/risk/risk-examples.json`.
struct PublishedExample: CustomTestStringConvertible, Sendable {
    let id: String
    let venue: Venue
    let isInverse: Bool
    let marginMode: MarginMode
    let side: PositionSide
    let metric: String
    let inputs: ExampleInputs
    let expected: [String: String]
    let tolerance: String

    var testDescription: String { id }

    static func all() throws -> [PublishedExample] {
        let file = fixtures.appending(path: "risk/risk-examples.json")
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let rows = try #require((root as? [String: Any])?["examples"] as? [[String: Any]])
        return try rows.map(PublishedExample.init)
    }

    static var fixtures: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures")
    }

    init(_ row: [String: Any]) throws {
        func text(_ key: String) throws -> String { try #require(row[key] as? String) }
        id = try text("id")
        venue = Venue(rawValue: try text("exchange")) ?? .binance
        isInverse = try text("contractType") == "inverse"
        marginMode = MarginMode(rawValue: try text("marginMode")) ?? .cross
        side = PositionSide(rawValue: try text("side")) ?? .long
        metric = try text("metric")
        inputs = ExampleInputs(values: try #require(row["inputs"] as? [String: Any]))
        expected = try #require(row["expected"] as? [String: String])
        tolerance = try text("tolerance")
    }

    func isText(_ name: String) -> Bool { ["tier", "level", "tierAtLiquidation"].contains(name) }
}

/// The inputs of an example, which differ from metric to metric.
struct ExampleInputs: @unchecked Sendable {
    let values: [String: Any]

    func decimal(_ key: String) -> Decimal? { (values[key] as? String).flatMap { Decimal($0) } }

    func required(_ key: String) throws -> Decimal { try #require(decimal(key), "\(key)") }

    func nested(_ key: String) -> [ExampleInputs] {
        if let one = values[key] as? [String: Any] { return [ExampleInputs(values: one)] }
        return (values[key] as? [[String: Any]] ?? []).map { ExampleInputs(values: $0) }
    }

    var symbol: String? { values["symbol"] as? String }
    var side: PositionSide? { (values["side"] as? String).flatMap(PositionSide.init) }
}
