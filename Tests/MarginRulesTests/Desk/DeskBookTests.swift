import MarginModel
import Testing

@testable import MarginRules

@Suite struct DeskBookTests {
    private static func assess(_ account: Account) throws -> Assessment {
        try Sample.calculator(account.venue).assess(account)
    }

    /// Random accounts, each under an id of its own.
    private static func assessments(_ count: Int, seed: UInt64) throws -> [Assessment] {
        var random = RandomAccount(seed: seed, missing: 2, absurd: 2)
        let calculators = try Dictionary(
            uniqueKeysWithValues: Venue.allCases.map { ($0, try Sample.calculator($0)) })
        return try (0..<count).map { number in
            var account = random.next()
            account.id = "desk-\(number)"
            return try #require(calculators[account.venue]).assess(account)
        }
    }

    private static func book(_ assessment: Assessment, since past: Standing? = nil) -> DeskBook {
        var book = DeskBook(assessment, since: past)
        book.link(to: "\(assessment.account.id).html")
        return book
    }

    private static func sum(_ books: some Sequence<DeskBook>) -> DeskBook {
        books.reduce(into: DeskBook()) { $0.add($1) }
    }

    /// All that a book holds, in an order of its own.
    private static func facts(_ book: DeskBook) -> [String] {
        let holdings = book.holdings.sorted.map {
            "\($0.key) \($0.value.long.description) \($0.value.short.description) \($0.value.positions)"
        }
        let money = book.money.sorted.map {
            "\($0.key) \($0.value.deficit.description) \($0.value.excess.description) "
                + "\($0.value.short) \($0.value.over)"
        }
        let states = book.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let transitions = book.transitions.map { "\($0.key) \($0.value)" }.sorted()
        let lists = [book.nearest, book.past, book.changed].flatMap { list in
            ["\(list.count)"] + list.first.map { "\($0)" }
        }
        let curves = [book.down, book.up].flatMap { curve in
            ["\(curve.past) \(curve.safe) \(curve.unknown) \(curve.beyond)"]
                + curve.points.map { "\($0)" }
        }
        return states + transitions + money + holdings + lists + curves
            + book.sheets.sorted.map { "\($0)" }
            + ["\(book.unknownPools) \(book.unknownPositions) \(String(describing: book.asOf))"]
    }

    @Test(arguments: [2, 7, 16])
    func addsUpToTheSameInAnyOrderAndAnyParts(parts: Int) throws {
        let assessments = try Self.assessments(240, seed: 41)
        let past = Standing(assessments[0])
        let books = assessments.map { Self.book($0, since: past) }
        let whole = Self.facts(Self.sum(books))
        var random = SeededGenerator(seed: UInt64(parts))
        let shuffled = books.shuffled(using: &random)
        let shards = (0..<parts).map { part in
            Self.sum(shuffled.enumerated().filter { $0.offset % parts == part }.map(\.element))
        }
        #expect(Self.facts(Self.sum(shards.reversed())) == whole)
        #expect(whole.count > 300)
    }

    @Test func saysWhatItsAccountsSayOneByOne() throws {
        let assessments = try Self.assessments(700, seed: 7)
        let book = Self.sum(assessments.map { Self.book($0) })
        #expect(book.accountCount == 700)
        #expect(book.firstCount == 700)
        for state in AccountState.allCases {
            let expected = assessments.filter { $0.state == state }.count
            #expect(book.states[state] ?? 0 == expected)
        }
        let open = assessments.filter { $0.state != .liquidation && $0.state != .bankrupt }
        let near = open.filter { $0.nearestAdverseMove != nil }.sorted { left, right in
            let moves = [left, right].map { $0.nearestAdverseMove?.percent.magnitude ?? .zero }
            return moves[0] == moves[1]
                ? left.account.id < right.account.id : moves[0] < moves[1]
        }
        #expect(near.count > DeskBook.listed, "the list is cut")
        #expect(book.nearest.count == near.count)
        let ids = near.prefix(DeskBook.listed).map(\.account.id)
        #expect(book.nearest.first.map(\.account.id) == ids)
        #expect(book.past.count == assessments.count - open.count)
        let pools = assessments.flatMap(\.pools)
        for (asset, money) in book.money.sorted {
            let deficits = pools.filter { $0.asset == asset }.compactMap(\.deficit)
                .filter { $0.magnitude < 100_000_000_000 }
            let short = deficits.filter(\.isPositive)
            // Each is rounded at the twelfth digit.
            let slack = Exact(Decimal(significand: 1_000, scale: 12))
            if deficits.count == money.short + money.over {
                #expect((money.deficit - short.sum()).magnitude < slack)
                #expect(money.short == short.count)
            }
        }
    }

    @Test func countsOnItsCurveWhoHasFallenByEachMove() throws {
        let assessments = try Self.assessments(4_000, seed: 9)
        let book = Self.sum(assessments.map { Self.book($0) })
        for (curve, side) in [(book.down, \Distance.down), (book.up, \Distance.up)] {
            let past = assessments.filter { $0.state == .liquidation || $0.state == .bankrupt }
            let moves = assessments.filter { $0.state != .liquidation && $0.state != .bankrupt }
                .compactMap { $0.distance[keyPath: side].percent?.magnitude }
                .filter { $0 < 1_000_000_000 }
            #expect(moves.count > 20)
            #expect(curve.past == past.count)
            #expect(
                curve.past + curve.safe + curve.unknown + moves.count == assessments.count)
            #expect(curve.points.count == 100)
            for point in curve.points {
                let fallen = moves.filter { $0 <= Exact(point.move) }.count
                #expect(point.fallen == past.count + fallen)
                let next = moves.filter { $0 > Exact(point.move) }.min()
                #expect(point.next == next.flatMap { $0.rounded(places: 12) })
            }
        }
    }

    @Test func sharesAddUpToAllOfTheirCoin() throws {
        let book = Self.sum(try Self.assessments(200, seed: 3).map { Self.book($0) })
        for shares in [book.assetShares, book.venueShares] {
            let units = Set(shares.map(\.unit))
            #expect(units.contains("USDT"))
            for unit in units {
                let own = shares.filter { $0.unit == unit }
                let total = try #require(book.notionals.sums[unit])
                #expect(own.map(\.notional.gross).sum() == total.gross)
                if !total.gross.isZero { #expect(own.compactMap(\.share).sum() == .one) }
            }
        }
    }

    @Test func keepsNoMoreForTwentyThousandAccountsThanForTwoHundred() throws {
        let base = try Self.assessments(40, seed: 12)
        let past = Standing(base[0])
        func size(_ count: Int) -> [Int] {
            var book = DeskBook()
            for number in 0..<count {
                let assessment = base[number % base.count]
                var account = assessment.account
                account.id = "desk-\(number)"
                book.add(
                    Self.book(
                        Assessment(
                            account: account, state: assessment.state,
                            reasons: assessment.reasons, pools: assessment.pools,
                            positions: assessment.positions, distance: assessment.distance,
                            reconciliation: [], provenance: assessment.provenance), since: past))
                book.fail(
                    DeskFailure(place: .init(file: "a", line: number), code: "c", message: ""))
                book.miss("gone-\(number)")
            }
            #expect(book.accountCount == count)
            #expect(book.failed.count == count)
            return [
                book.nearest.first.count, book.past.first.count, book.changed.first.count,
                book.failed.first.count, book.missing.first.count, book.money.sums.count,
                book.holdings.sums.count, book.notionals.sums.count, book.sheets.sums.count,
                book.transitions.count, book.down.steps.count, book.up.steps.count,
            ]
        }
        let small = size(2_000)
        #expect(size(20_000) == small)
        #expect(small[0] == 50 && small[2] == 200 && small[3] == 200 && small[4] == 200)
    }

    @Test func cutsSumsAtTheSameKeysInAnyOrder() {
        var forward = BoundedSums<String, Int>(limit: 3)
        var backward = BoundedSums<String, Int>(limit: 3)
        let keys = ["b", "a", "e", "c", "d", "a", "e", "b"]
        for key in keys { forward.add(1, to: key) }
        for key in keys.reversed() { backward.add(1, to: key) }
        #expect(forward.sums == ["a": 2, "b": 2, "c": 1])
        #expect(backward.sums == forward.sums)
        #expect(forward.isCut && backward.isCut)
    }

    @Test func tellsWhatMovedAnAccountToAnotherState() throws {
        func account(mark: String) throws -> Account {
            try Sample.account(
                .binance, balance: "11000",
                [Sample.position("BTCUSDT", .long, "1", entry: "92000", mark: mark)])
        }
        let before = try Self.assess(account(mark: "91000"))
        var past = Standing(before)
        past.asOf = exampleInstant.advanced(bySeconds: -86_400)
        let now = try Self.assess(account(mark: "81500"))
        #expect(before.state != now.state)
        let book = Self.book(now, since: past)
        let listed = try #require(book.changed.first.first?.account)
        let change = try #require(listed.change)
        #expect(change.before == past.level)
        #expect(change.effect == .price)
        #expect(change.symbol == "BTCUSDT")
        #expect(change.amount == -9_500)
        #expect(change.equityBefore == 10_000)
        #expect(change.equity == 500)
        let transition = DeskTransition(from: past.level, to: listed.level)
        #expect(book.transitions == [transition: 1])
        #expect(Self.book(before, since: past).changed.count == 0)
    }
}
