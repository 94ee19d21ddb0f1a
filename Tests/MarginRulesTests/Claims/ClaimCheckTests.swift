import MarginModel
import Testing

@testable import MarginRules

@Suite struct ClaimCheckTests {
    private func check(
        _ claim: ClaimCheck.Claim, _ account: Account
    ) throws -> ClaimCheck {
        try #require(try AuditSample.report(account).claims.first { $0.claim == claim })
    }

    private func figure(_ name: String, of check: ClaimCheck) throws -> Exact {
        try #require(check.figures.first { $0.name == name }?.value)
    }

    @Test func checksEveryClaimOnce() throws {
        let claims = try AuditSample.report(try AuditSample.called()).claims
        #expect(Set(claims.map(\.claim)) == Set(ClaimCheck.Claim.allCases))
        #expect(claims.count == ClaimCheck.Claim.allCases.count)
        #expect(claims.allSatisfy { !$0.finding.isEmpty && $0.finding.hasSuffix(".") })
    }

    @Test func findsThatFivePercentOfNothingIsNothing() throws {
        let check = try check(.articleDeposit, try AuditSample.called())
        #expect(check.verdict == .doesNotHold)
        #expect(try figure("deficit and 5%", of: check) == 0)
    }

    @Test func findsWhatFivePercentOfTheDeficitSurvives() throws {
        var account = try AuditSample.called()
        account.collateral[0].walletBalance = 12_056
        // Equity 56, deficit 1,000: 1,050 leave 1,106 against 1,056.
        let check = try check(.articleDeposit, account)
        #expect(check.verdict == .doesNotHold)
        #expect(try figure("deficit and 5%", of: check) == 1_050)
        // 50 of room on 264,000 × 0.996 a unit of move.
        let survived = try figure("move of all prices survived after the deficit and 5%", of: check)
        #expect(survived == Exact(-5_000).divided(by: 262_944))
    }

    @Test func saysWhenNoCallIsThereToCheck() throws {
        var account = try AuditSample.called()
        account.collateral[0].walletBalance = 60_000
        for claim in [ClaimCheck.Claim.articleDeposit, .poolEffect, .failedTransfer, .loanRate] {
            #expect(try check(claim, account).verdict == .cannotBeComputed)
        }
        #expect(try check(.stopDistance, account).verdict == .holds)
    }

    @Test(arguments: [
        (2, ClaimCheck.Verdict.holds, ClaimCheck.Verdict.holds), (30, .doesNotHold, .holds),
        (90, .doesNotHold, .doesNotHold),
    ])
    func measuresWhatArrivesInTime(
        seconds: Int, confirmation: ClaimCheck.Verdict, deadline: ClaimCheck.Verdict
    ) throws {
        var account = try AuditSample.called()
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 5_000, place: "spot wallet", route: "internal transfer",
                confirmationSeconds: Decimal(seconds), fee: 0, isVerified: true)
        ]
        #expect(try check(.confirmationTime, account).verdict == confirmation)
        #expect(try check(.deadline, account).verdict == deadline)
        account.funds[0].amount = 100
        if confirmation == .holds {
            #expect(try check(.confirmationTime, account).verdict == .holdsPartly)
        }
        account.funds[0].isVerified = false
        #expect(try check(.deadline, account).verdict == .doesNotHold)
    }

    @Test func weighsTheLargestLoserAgainstTheBestLeg() throws {
        // BTC loses most and frees 0.4 %; ADA frees 1 % or more for the same fee.
        var account = try Sample.account(
            .binance, balance: "15000",
            [
                try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000"),
                try Sample.position("ADAUSDT", .long, "600000", entry: "0.42", mark: "0.42"),
            ])
        let apart = try check(.losersFirst, account)
        #expect(apart.verdict == .doesNotHold)
        #expect(
            try figure("freed per unit of cost, largest loser", of: apart)
                < figure("freed per unit of cost, best leg", of: apart))
        account.positions[1].entryPrice = try Sample.decimal("0.5")
        #expect(try check(.losersFirst, account).verdict == .holds)
    }

    @Test func comparesStopsWithLiquidation() throws {
        var account = try AuditSample.called()
        #expect(try check(.stopDistance, account).verdict == .doesNotHold)
        // Liquidation about 4 % below: between 3 and 5.
        account.collateral[0].walletBalance = 23_600
        #expect(try check(.stopDistance, account).verdict == .holdsPartly)
    }

    @Test func letsOnlyShortsPayANegativeRate() throws {
        var account = try AuditSample.called()
        #expect(try check(.fundingSign, account).verdict == .doesNotHold)
        account.positions[0].side = .short
        #expect(try check(.fundingSign, account).verdict == .cannotBeComputed)
        account.positions[0].fundingRate = try Sample.decimal("-0.0001")
        #expect(try check(.fundingSign, account).verdict == .holds)
    }

    @Test func answersTheMarkAtOnce() throws {
        let check = try check(.recalculation, try AuditSample.called())
        #expect(check.verdict == .doesNotHold)
        let now = try figure("margin use now", of: check)
        #expect(now == Exact(1_056).divided(by: 1_100))
        // A fall of 1 % leaves no equity, and so no ratio, on this account.
        #expect(check.figures.count == 1)
    }

    @Test func leavesAFailedTransferOut() throws {
        var account = try AuditSample.called()
        account.deposits = [Deposit(asset: "USDT", amount: 1_012, status: .failed)]
        let check = try check(.failedTransfer, account)
        #expect(check.verdict == .holds)
        #expect(
            try figure("margin use had it arrived", of: check)
                == Exact(Decimal(significand: 5, scale: 1)))
        #expect(try figure("margin use as it is", of: check) == Exact(1_056).divided(by: 1_100))
    }

    @Test func looksForFundingOnATestNetwork() throws {
        var account = try AuditSample.called()
        #expect(try check(.testNetwork, account).verdict == .cannotBeComputed)
        account.environment = .testnet
        #expect(try check(.testNetwork, account).verdict == .doesNotHold)
        account.positions[0].fundingRate = nil
        #expect(try check(.testNetwork, account).verdict == .holds)
    }
}
