import Foundation
import MarginModel
import Testing

@testable import MarginRules

/// The venues' published worked examples, each put through the whole assessment where it can be.
@Suite struct PublishedExamplesTests {
    @Test(arguments: try PublishedExample.all())
    func agreesWithThePublishedFigures(example: PublishedExample) throws {
        let computed = try example.computedFigures()
        try #require(!computed.isEmpty, "no test for metric \(example.metric)")
        for (name, value) in computed {
            let expected = try #require(example.expected[name], "\(name) is not in the example")
            if example.isText(name) {
                #expect(value == expected)
            } else {
                let difference = try exact(value) - exact(expected)
                #expect(
                    difference.magnitude <= (try exact(example.tolerance)),
                    "\(example.id) \(name): \(value), published \(expected)")
            }
        }
    }

    @Test func everyMetricOfTheCollectionIsTested() throws {
        let metrics = Set(try PublishedExample.all().map(\.metric))
        #expect(
            metrics == [
                "unrealizedPnl", "maintenanceMargin", "liquidationPrice", "accountMarginRatio",
                "riskLevel", "feeToClose", "bankruptcyPrice", "initialMargin", "marginRatio",
                "fundingPayment", "requiredDeposit",
            ])
    }
}

func exact(_ text: String) throws -> Exact { Exact(try #require(Decimal(text), "\(text)")) }
