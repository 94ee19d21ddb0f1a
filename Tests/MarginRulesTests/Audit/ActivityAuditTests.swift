import MarginModel
import Testing

@testable import MarginRules

@Suite struct ActivityAuditTests {
    private func event(
        _ price: Decimal, _ quantity: Decimal = 1, symbol: String = "BTCUSDT", secondsAgo: Int64
    ) -> LiquidationEvent {
        LiquidationEvent(
            symbol: symbol, price: price, quantity: quantity,
            at: exampleInstant.advanced(bySeconds: -secondsAgo))
    }

    @Test func clustersTheLogByPriceLevel() throws {
        var account = try AuditSample.called()
        account.liquidations = [
            event(92_000, 2, secondsAgo: 86_400), event(91_900, 1, secondsAgo: 172_800),
            event(92_820, 3, secondsAgo: 259_200), event(60_000, 5, secondsAgo: 3_600),
            event(3_000, 7, symbol: "ETHUSDT", secondsAgo: 3_600),
        ]
        let clusters = try #require(try AuditSample.report(account).clusters.finding)
        #expect(clusters.map(\.symbol) == ["BTCUSDT", "BTCUSDT", "ETHUSDT"])
        // 92,820 is 0.9 % above 92,000 and joins it; 60,000 is alone.
        #expect(clusters.map(\.count) == [1, 3, 1])
        #expect(clusters[1].low == 91_900)
        #expect(clusters[1].high == 92_820)
        #expect(clusters[1].quantity == 6)
        #expect(clusters[1].first == exampleInstant.advanced(bySeconds: -259_200))
        #expect(clusters[1].last == exampleInstant.advanced(bySeconds: -86_400))
        // The mark, 88,000, lies below: (91,900 − 88,000) ÷ 88,000.
        let distance = try #require(clusters[1].distanceFromMarkPercent)
        #expect(distance.rounded(places: 4) == (try Sample.decimal("4.4318")))
        #expect(clusters[0].distanceFromMarkPercent?.isNegative == true)
        #expect(clusters[2].distanceFromMarkPercent == nil)
        // All three fell into one minute of the day.
        #expect(clusters[1].dailyWindow.minutes == 0)
    }

    @Test func closesTheDailyWindowAcrossMidnight() throws {
        var account = try AuditSample.called()
        let midnight = try #require(Instant(year: 2026, month: 2, day: 1))
        account.liquidations = [-600, 600, 86_400].map { seconds in
            LiquidationEvent(
                symbol: "BTCUSDT", price: 90_000, quantity: 1,
                at: midnight.advanced(bySeconds: seconds - 864_000))
        }
        let cluster = try #require(try AuditSample.report(account).clusters.finding?.first)
        #expect(cluster.dailyWindow.fromMinute == 23 * 60 + 50)
        #expect(cluster.dailyWindow.toMinute == 10)
        #expect(cluster.dailyWindow.minutes == 20)
    }

    @Test func seesALiquidationUnderWay() throws {
        var account = try AuditSample.called()
        account.liquidations = [
            event(88_100, secondsAgo: 3_600), event(88_100, secondsAgo: 3_601),
            event(88_100, secondsAgo: -1),
        ]
        var finding = try AuditSample.report(account).liquidationUnderWay
        #expect(finding.recentEntries.count == 1)
        #expect(finding.isLikely)
        #expect(finding.uncheckedPositions == 1)
        account.liquidations = []
        account.positions[0].expectedQuantity = 4
        account.openOrders = [
            OpenOrder(symbol: "BTCUSDT", side: .short, quantity: 1, reduceOnly: true),
            OpenOrder(symbol: "BTCUSDT", side: .long, quantity: 1),
        ]
        finding = try AuditSample.report(account).liquidationUnderWay
        #expect(finding.shrunkPositions.map(\.missing) == [1])
        #expect(finding.uncheckedPositions == 0)
        #expect(finding.reduceOrders.count == 1)
        account.positions[0].expectedQuantity = 3
        #expect(try !AuditSample.report(account).liquidationUnderWay.isLikely)
    }

    @Test(arguments: Venue.allCases) func knowsWhatEachVenueDoesNext(venue: Venue) {
        for mode in MarginMode.allCases {
            let next = VenueProcedure.afterTrigger(at: venue, mode)
            #expect(next.steps.count >= 3)
            #expect(next.steps[0].hasPrefix("Cancels"))
            #expect(next.source.contains(venue.displayName))
        }
    }

    @Test func namesWhatActsOnItsOwn() throws {
        var account = try AuditSample.called()
        account.positions[0].autoAddMargin = true
        account.openOrders = [
            OpenOrder(symbol: "BTCUSDT", side: .short, quantity: 1, price: 9, reduceOnly: true)
        ]
        account.trailingStops = [
            TrailingStop(symbol: "BTCUSDT", side: .long, callbackPercent: 2)
        ]
        let features = try AuditSample.report(account).automaticFeatures
        #expect(features.map(\.kind) == [.autoAddMargin, .reduceOnlyOrder, .trailingStop])
        #expect(features[1].price == 9)
        #expect(features[2].callbackPercent == 2)
    }

    @Test func findsStopsThatWereSetWider() throws {
        var account = try AuditSample.called()
        let times = [3, 2, 1].map { exampleInstant.advanced(bySeconds: -$0 * 3_600) }
        account.trailingStops = [
            TrailingStop(
                symbol: "BTCUSDT", side: .long, callbackPercent: 4,
                history: [
                    TrailingStop.Setting(at: times[1], callbackPercent: 3),
                    TrailingStop.Setting(at: times[0], callbackPercent: 1),
                    TrailingStop.Setting(at: times[2], callbackPercent: 2),
                ])
        ]
        let widened = TrailingStopAuditor.widened(in: account)
        #expect(widened.map(\.fromPercent) == [1, 2])
        #expect(widened.map(\.toPercent) == [3, 4])
        #expect(widened.map(\.at) == [times[1], nil])
    }

    @Test func countsConfirmedTransfersAlone() throws {
        var account = try AuditSample.called()
        let before = try AuditSample.assess(account).assessment.worstPool?.equity
        account.deposits = [
            Deposit(asset: "USDT", amount: 500, status: .confirmed),
            Deposit(asset: "USDT", amount: 40, status: .failed),
            Deposit(asset: "USDT", amount: 7, status: .failed),
            Deposit(asset: "BTC", amount: 1, status: .pending),
        ]
        let report = try AuditSample.report(account)
        #expect(report.deposits.map(\.asset) == ["BTC", "USDT"])
        #expect(report.deposits[1].confirmed == 500)
        #expect(report.deposits[1].failed == 47)
        #expect(report.deposits[1].failedCount == 2)
        #expect(report.deposits[0].pending == 1)
        // None of them, the confirmed one included, is counted once more.
        #expect(report.breach.finding?.pools.first?.deficit == before.map { 1_056 - $0 })
    }
}
